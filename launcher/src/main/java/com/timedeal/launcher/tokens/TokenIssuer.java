package com.timedeal.launcher.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.secrets.Keys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Signs access tokens with the newest token key of an installation, exactly as its user-service does.
 *
 * <p>Meant for the demo, the tests and load tests of the installation whose key is at hand. Safe to use from many threads.
 */
public final class TokenIssuer {

    /** The longest that an access token may live. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final JWSSigner signer;
    private final JWSHeader header;
    private final Clock clock;

    private TokenIssuer(Keys.TokenKey key, Clock clock) {
        this.signer = new RSASSASigner(key.pair().getPrivate());
        this.header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID(key.id())
                .build();
        this.clock = clock;
    }

    /**
     * An issuer for the installation in that home folder.
     *
     * @throws com.timedeal.launcher.command.Failure when the installation has no key yet
     */
    public static TokenIssuer at(Path home, Clock clock) throws IOException {
        return new TokenIssuer(new Keys(home).newestTokenKey(), clock);
    }

    /** A token of ten minutes for that user in that role. */
    public String issue(UUID userId, Role role) {
        return issue(userId, List.of(role));
    }

    /** A token of ten minutes for that user in those roles. */
    public String issue(UUID userId, List<Role> roles) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer("timedeal")
                .audience("timedeal")
                .subject(userId.toString())
                .claim("roles", roles.stream().map(Role::name).toList())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with key " + header.getKeyID(), e);
        }
        return token.serialize();
    }
}
