package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/**
 * Tokens by which one service proves itself to another on {@code /internal/**}: signed with the caller's own key, good for
 * one callee, for the scopes that this call needs, and for one minute. Thread-safe.
 */
public class ServiceTokens {

    private static final JOSEObjectType TYPE = new JOSEObjectType("svc+jwt");
    private static final String SCOPE = "scope";
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final String self;
    private final ECPrivateKey key;
    private final JWKSet callers;
    private final Map<String, Set<String>> granted;
    private final Clock clock;
    private final Map<Wanted, Issued> issued = new ConcurrentHashMap<>();

    ServiceTokens(String self, IdentitySettings settings, Clock clock) {
        this.self = self;
        this.key = (ECPrivateKey) PemKeys.privateKey(settings.serviceKey(), "EC");
        this.callers = new JWKSet(publicKeys(settings));
        this.granted = settings.callers();
        this.clock = clock;
    }

    /**
     * @param callee name of the called service, e.g. {@code product-service}
     * @param scopes what the token is to be good for, e.g. {@code stock.reserve}; the callee decides whether it is
     */
    public String tokenFor(String callee, String... scopes) {
        var now = clock.instant();
        // Half of its life is left at least, so that it does not expire on the way.
        return issued.compute(
                        new Wanted(callee, String.join(" ", scopes)),
                        (wanted, old) -> old != null && now.isBefore(old.renewAt) ? old : issue(wanted, now))
                .token;
    }

    private Issued issue(Wanted wanted, Instant now) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(self).build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(self)
                .audience(wanted.callee)
                .claim(SCOPE, wanted.scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The service key cannot sign", e);
        }
        return new Issued(jwt.serialize(), now.plus(LIFETIME.dividedBy(2)));
    }

    JwtDecoder decoder() {
        return AccessTokens.decoder(
                TYPE,
                JWSAlgorithm.ES256,
                new ImmutableJWKSet<SecurityContext>(callers),
                List.of(
                        new JwtTimestampValidator(AccessTokens.LEEWAY),
                        new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.equals(List.of(self))),
                        this::shortLived,
                        // The key is chosen by kid: without this, any service could speak in another's name.
                        jwt -> new JwtIssuerValidator(
                                        String.valueOf(jwt.getHeaders().get("kid")))
                                .validate(jwt)));
    }

    /**
     * @param caller verified
     * @return what it asks for, of that which it is granted here; a claim alone opens nothing
     */
    Collection<GrantedAuthority> granted(Jwt caller) {
        var grants = granted.getOrDefault(caller.getClaimAsString(JwtClaimNames.ISS), Set.of());
        var asked = caller.getClaims().get(SCOPE) instanceof String scope ? scope.split(" ") : new String[0];
        return Stream.of(asked)
                .filter(grants::contains)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    /** A token from the future would live longer than a minute from now. */
    private OAuth2TokenValidatorResult shortLived(Jwt jwt) {
        var ok = jwt.getIssuedAt() != null
                && jwt.getExpiresAt() != null
                && !jwt.getExpiresAt().isAfter(jwt.getIssuedAt().plus(LIFETIME))
                && !jwt.getIssuedAt().isAfter(clock.instant().plus(AccessTokens.LEEWAY));
        return ok
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "Lives too long", null));
    }

    /** Of those only that may call: a key that is not known here opens nothing here. */
    private static List<JWK> publicKeys(IdentitySettings settings) {
        return settings.callers().keySet().stream()
                .<JWK>map(caller -> new ECKey.Builder(Curve.P_256, publicKey(settings.servicePublicKeys(), caller))
                        .keyID(caller)
                        .build())
                .toList();
    }

    private static ECPublicKey publicKey(Path folder, String service) {
        return (ECPublicKey) PemKeys.publicKey(folder.resolve(service + ".pem"), "EC");
    }

    private record Wanted(String callee, String scope) {}

    private record Issued(String token, Instant renewAt) {}
}
