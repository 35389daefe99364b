package com.timedeal.servicedefaults.internalcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

class PublishedTokenKeysTests {

    @Test
    void knowsNoMadeUpKeysHoweverManyComeAndAsksForFewOfThem() throws Exception {
        var published =
                new JWKSet(new RSAKeyGenerator(2048).keyID("known").generate().toPublicJWK()).toString();
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/.well-known/jwks.json", exchange -> {
            asked.incrementAndGet();
            var bytes = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            var keys = PublishedTokenKeys.from(
                    RestClient.create("http://127.0.0.1:" + server.getAddress().getPort()));

            assertThat(keys.get(selector("known"), null)).hasSize(1);
            for (var number = 0; number < 50; number++) {
                assertThat(keys.get(selector("made-up-" + number), null)).isEmpty();
            }
            assertThat(keys.get(selector("known"), null)).hasSize(1);
            assertThat(asked.get()).isLessThan(20);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatItCannotTellBeforeItHasKnownAnyKey() {
        var keys = PublishedTokenKeys.from(RestClient.create("http://127.0.0.1:1"));

        assertThatThrownBy(() -> keys.get(selector("known"), null)).isInstanceOf(KeySourceException.class);
    }

    private static JWKSelector selector(String kid) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(kid).build());
    }
}
