package com.timedeal.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/**
 * A request to the gateway, to be sent once or several times.
 *
 * @param token null for a stranger
 * @param key idempotency key, null for none
 * @param body becomes JSON; null for none
 */
public record Call(String method, String path, String token, String key, Map<String, ?> body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The gateway's own limit is 3 s: whoever waits this long waits for nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public static Call get(String path, String token) {
        return new Call("GET", path, token, null, null);
    }

    public static Call put(String path, String token, Map<String, ?> body) {
        return new Call("PUT", path, token, null, body);
    }

    public static Call post(String path, String token, Map<String, ?> body) {
        return new Call("POST", path, token, null, body);
    }

    public static Call delete(String path, String token) {
        return new Call("DELETE", path, token, null, null);
    }

    /** The same request, to be carried out once however often it is sent. */
    public Call once(String idempotencyKey) {
        return new Call(method, path, token, idempotencyKey, body);
    }

    HttpRequest to(URI gateway) {
        var request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json()))
                .build();
    }

    private String json() {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not for sending: " + method + " " + path, e);
        }
    }

    /** Without token, key and body. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
