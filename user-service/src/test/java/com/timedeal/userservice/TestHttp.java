package com.timedeal.userservice;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.web.client.RestTemplateBuilder;

/** A client that takes an answer for an answer, and comes from an address of its own: others' mistakes do not slow it down. */
public final class TestHttp {

    private TestHttp() {}

    /** Not the one of the context: Apache's client waits for as long as a {@code Retry-After} says, and asks again. */
    public static TestRestTemplate to(int port) {
        return to(port, newSource());
    }

    /** From that address, as the gateway would say. */
    public static TestRestTemplate to(int port, String source) {
        return new TestRestTemplate(new RestTemplateBuilder()
                .rootUri("http://127.0.0.1:" + port)
                .defaultHeader("X-Timedeal-Client-Address", source)
                .requestFactoryBuilder(ClientHttpRequestFactoryBuilder.jdk()));
    }

    /** One of a network that is nobody's (RFC 6890). */
    public static String newSource() {
        var random = ThreadLocalRandom.current();
        return "198.%d.%d.%d".formatted(random.nextInt(18, 20), random.nextInt(256), random.nextInt(256));
    }
}
