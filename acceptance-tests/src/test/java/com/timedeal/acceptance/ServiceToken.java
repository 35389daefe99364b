package com.timedeal.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.secrets.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Tokens for calls between services, as the calling service itself makes them: signed with its key. */
final class ServiceToken {

    /** What matters is which of them the called service grants. */
    static final String ALL_SCOPES = String.join(
            " ",
            "revocations.read",
            "deals.read",
            "stock.reserve",
            "allotments.cancel",
            "allotments.close",
            "allotments.change",
            "allotments.settle",
            "payments.deposit");

    private ServiceToken() {}

    /** @param scope names separated by blanks; empty for none */
    static String of(Installation installation, String caller, String callee, String scope)
            throws IOException, GeneralSecurityException, JOSEException {
        var now = Instant.now();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("svc+jwt"))
                .keyID(caller)
                .build();
        var claims = new JWTClaimsSet.Builder()
                .issuer(caller)
                .audience(callee)
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key(installation, caller)));
        return jwt.serialize();
    }

    private static ECPrivateKey key(Installation installation, String service)
            throws IOException, GeneralSecurityException {
        var file = new Keys(installation.platform().settings().home()).service(service);
        var base64 = Files.readString(file).replaceAll("-----[^-]+-----", "");
        var encoded = Base64.getMimeDecoder().decode(base64);
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
