package com.timedeal.userservice.token;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the public keys (RFC 7517). */
@RestController
class TokenKeysController {

    private static final Duration CACHEABLE = Duration.ofMinutes(5);

    private final SigningKeys keys;

    TokenKeysController(SigningKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> publicKeys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CACHEABLE))
                .contentType(MediaType.APPLICATION_JSON)
                .body(keys.published().toString(true));
    }
}
