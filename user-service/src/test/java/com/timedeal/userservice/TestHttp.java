package com.timedeal.userservice;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.web.client.RestTemplateBuilder;

/** A client that takes an answer for an answer. */
public final class TestHttp {

    private TestHttp() {}

    /** Not the one of the context: Apache's client waits for as long as a {@code Retry-After} says, and asks again. */
    public static TestRestTemplate to(int port) {
        return new TestRestTemplate(new RestTemplateBuilder()
                .rootUri("http://127.0.0.1:" + port)
                .requestFactoryBuilder(ClientHttpRequestFactoryBuilder.jdk()));
    }
}
