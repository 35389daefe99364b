package com.timedeal.gatewayservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.gatewayservice.token.TokenVerdict.Invalid;
import com.timedeal.gatewayservice.token.TokenVerdict.UnknownKey;
import com.timedeal.gatewayservice.token.TokenVerdict.Valid;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The rules for access tokens, the whole of them. Each service verifies again by the same rules. */
@Component
class VerifyAccessToken {

    private static final String TYPE = "at+jwt";
    private static final String ISSUER = "timedeal";
    private static final String AUDIENCE = "timedeal";

    /** Clocks of two machines are never quite the same. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    /** Exactly what user-service writes. Headers that bring or name a key (jwk, jku, x5c, x5u) are not even read. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    private final Clock clock;

    VerifyAccessToken(Clock clock) {
        this.clock = clock;
    }

    /** @param keys by key id */
    TokenVerdict verify(String token, Map<String, JWSVerifier> keys) {
        if (!isPlain(token)) {
            return new Invalid("not three parts of base64url");
        }
        try {
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            if (!HEADER.equals(header.getIncludedParams())) {
                return new Invalid("header other than " + HEADER);
            }
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
                return new Invalid("algorithm other than RS256");
            }
            if (!TYPE.equals(header.getType().getType())) {
                return new Invalid("not an access token");
            }
            var key = keys.get(header.getKeyID());
            if (key == null) {
                return new UnknownKey(header.getKeyID());
            }
            if (!jwt.verify(key)) {
                return new Invalid("signature");
            }
            return verifyClaims(header.getKeyID(), jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException e) {
            return new Invalid("malformed");
        }
    }

    private TokenVerdict verifyClaims(String keyId, JWTClaimsSet claims) {
        var now = clock.instant();
        if (!ISSUER.equals(claims.getIssuer())) {
            return new Invalid("issuer");
        }
        if (!claims.getAudience().contains(AUDIENCE)) {
            return new Invalid("audience");
        }
        var expires = claims.getExpirationTime();
        if (expires == null) {
            return new Invalid("never expires");
        }
        if (!now.isBefore(expires.toInstant().plus(LEEWAY))) {
            return Invalid.EXPIRED;
        }
        var notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant().minus(LEEWAY))) {
            return new Invalid("not valid yet");
        }
        var userId = claims.getSubject();
        if (userId == null || userId.isBlank()) {
            return new Invalid("no subject");
        }
        return new Valid(
                keyId,
                userId,
                notBefore == null ? null : notBefore.toInstant().minus(LEEWAY),
                expires.toInstant().plus(LEEWAY));
    }

    /** Nimbus skips characters that are not base64url, so that one token would have many spellings. */
    private static boolean isPlain(String token) {
        var dots = 0;
        for (var i = 0; i < token.length(); i++) {
            var c = token.charAt(i);
            if (c == '.') {
                dots++;
            } else if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return dots == 2;
    }
}
