package com.timedeal.localinfrastructure.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayKeysTests {

    @TempDir
    private Path folder;

    @Test
    void writesPairsThatBelongTogether() throws IOException, GeneralSecurityException {
        var variables = ThrowAwayKeys.make(folder, "gateway-service");

        var privateFile = Path.of(variables.get("TIMEDEAL_SERVICE_KEY"));
        var publicFile = Path.of(variables.get("TIMEDEAL_SERVICE_PUBLIC_KEYS")).resolve("gateway-service.pem");
        var keys = KeyFactory.getInstance("EC");
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(decoded(privateFile))));
        signature.update(new byte[] {1, 2, 3});
        var signed = signature.sign();
        signature.initVerify(keys.generatePublic(new X509EncodedKeySpec(decoded(publicFile))));
        signature.update(new byte[] {1, 2, 3});

        assertThat(signature.verify(signed)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
                .isEqualTo("rw-------");
        assertThat(Path.of(variables.get("TIMEDEAL_SERVICE_PUBLIC_KEYS")).resolve("user-service.pem"))
                .isRegularFile();
    }

    private static byte[] decoded(Path pem) throws IOException {
        var body = Files.readString(pem).lines().filter(line -> !line.startsWith("-----"));
        return Base64.getDecoder().decode(String.join("", body.toList()));
    }
}
