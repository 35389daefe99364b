package com.timedeal.userservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.servicedefaults.identity.AccessTokens;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs the statement of who somebody is and what they may do. */
@Component
public class IssueAccessToken {

    private final SigningKeys keys;
    private final TokenSettings settings;
    private final Clock clock;

    IssueAccessToken(SigningKeys keys, TokenSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes a new token each time; thread-safe.
     *
     * @param version of the account: once that has another, tokens of this one may be refused
     */
    public AccessToken to(UUID userId, Set<Role> roles, long version) {
        var key = keys.signing();
        var now = clock.instant();
        var header = new JWSHeader.Builder(AccessTokens.ALGORITHM)
                .type(AccessTokens.TYPE)
                .keyID(key.getKeyID())
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(AccessTokens.ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(userId.toString())
                .claim(
                        AccessTokens.ROLES,
                        roles.stream().sorted().map(Role::name).toList())
                .claim(AccessTokens.VERSION, version)
                .jwtID(TimeOrderedIds.next().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.lifetime())))
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The key " + key.getKeyID() + " cannot sign", e);
        }
        return new AccessToken(jwt.serialize(), settings.lifetime());
    }
}
