package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What an access token is (RFC 9068 in spirit) and how it is verified: one algorithm, keys from our own set only, type,
 * issuer, audience and times checked (RFC 8725).
 */
public final class AccessTokens {

    public static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    public static final JWSAlgorithm ALGORITHM = JWSAlgorithm.RS256;
    public static final String ISSUER = "timedeal";
    public static final String AUDIENCE = "timedeal";
    public static final String ROLES = "roles";

    /** Of the account; tokens of an earlier one than it has now may have been revoked. */
    public static final String VERSION = "ver";

    /** Clocks of machines may differ by this much. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    private AccessTokens() {}

    static JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return decoder(
                TYPE,
                ALGORITHM,
                keys,
                List.of(
                        new JwtTimestampValidator(LEEWAY),
                        new JwtIssuerValidator(ISSUER),
                        new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(AUDIENCE)),
                        new JwtClaimValidator<>("exp", exp -> exp != null),
                        new JwtClaimValidator<String>("sub", AccessTokens::isUuid),
                        new JwtClaimValidator<List<String>>(ROLES, roles -> roles != null)));
    }

    static JwtDecoder decoder(
            JOSEObjectType type,
            JWSAlgorithm algorithm,
            JWKSource<SecurityContext> keys,
            List<OAuth2TokenValidator<Jwt>> validators) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithm, keys));
        // Claims are left to the validators, which answer with what was wrong.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
        return decoder;
    }

    private static boolean isUuid(String subject) {
        try {
            return subject != null && UUID.fromString(subject) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
