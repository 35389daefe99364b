package com.timedeal.servicedefaults.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Gives a slice keys of its own, so that the real security filters run in it: callers are made with {@link TestTokens}.
 * Use it with {@code @ContextConfiguration(initializers = TestIdentity.class)}.
 */
public final class TestIdentity implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Path KEYS = makeKeys();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "TIMEDEAL_SERVICE_KEY=" + KEYS.resolve("service.pem"),
                        "TIMEDEAL_SERVICE_PUBLIC_KEYS=" + KEYS.resolve("public"))
                .applyTo(context);
        var tokenKeys = new RootBeanDefinition();
        tokenKeys.setTargetType(ResolvableType.forClassWithGenerics(JWKSource.class, SecurityContext.class));
        tokenKeys.setInstanceSupplier(TestTokens::keys);
        ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("testTokenKeys", tokenKeys);
    }

    private static Path makeKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return write(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(KeyPair pair) throws IOException {
        var folder = Files.createTempDirectory("service-keys");
        var publicKeys = Files.createDirectory(folder.resolve("public"));
        var key = pem(
                folder.resolve("service.pem"), "PRIVATE KEY", pair.getPrivate().getEncoded());
        // The last registered is deleted first.
        folder.toFile().deleteOnExit();
        publicKeys.toFile().deleteOnExit();
        key.toFile().deleteOnExit();
        // For whoever may call the service of the slice.
        for (var caller : List.of("user-service", "product-service", "order-service", "schedule-service")) {
            var file = publicKeys.resolve(caller + ".pem");
            pem(file, "PUBLIC KEY", pair.getPublic().getEncoded()).toFile().deleteOnExit();
        }
        return folder;
    }

    private static Path pem(Path file, String kind, byte[] key) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(key);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
    }
}
