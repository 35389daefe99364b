package com.timedeal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.timedeal.launcher.demo.Answer;
import com.timedeal.launcher.demo.Call;
import com.timedeal.launcher.demo.OpenAccount.Opened;
import com.timedeal.launcher.secrets.Keys;
import com.timedeal.launcher.secrets.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another key for access tokens, while people come and go: as docs/operations.md tells operators to do it. */
@ExtendWith(RunningPlatform.class)
@Order(11)
class KeyRotationIT {

    private static final int PEOPLE = 3;
    private static final Duration CHANGE = Duration.ofSeconds(30);

    private static final DateTimeFormatter KEY_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Test
    void noRequestFailsWhileTheKeyChanges(Installation installation) throws Exception {
        var people = new ArrayList<Opened>();
        for (var number = 0; number < PEOPLE; number++) {
            people.add(installation.account().buyer());
        }
        var folder = new Keys(installation.platform().settings().home()).tokens();
        var old = keyOf(people.getFirst().accessToken());
        var next = KEY_ID.format(Instant.now());
        assertThat(next).isGreaterThan(old);

        var failed = new ConcurrentLinkedQueue<String>();
        var sent = new AtomicLong();
        var stop = new AtomicBoolean();
        var newest = new AtomicReference<>("");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var person : people) {
                pool.submit(() -> {
                    comeAndGo(installation, person, stop, sent, newest, failed);
                    return null;
                });
            }
            var pair = KeyPairGenerator.getInstance("RSA");
            pair.initialize(2048);
            var body = Base64.getMimeEncoder()
                    .encodeToString(pair.generateKeyPair().getPrivate().getEncoded());
            var draft = folder.resolve(next + ".pem.new");
            PrivateFiles.write(draft, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
            Files.move(draft, folder.resolve(next + ".pem"), StandardCopyOption.ATOMIC_MOVE);
            try {
                await().atMost(CHANGE).until(() -> newest.get().equals(next));
                var then = sent.get();
                await().atMost(CHANGE).until(() -> sent.get() > then + 50);
            } finally {
                stop.set(true);
            }
        }

        assertThat(failed).isEmpty();
        Installation.tell("%d requests while the key changed: all done.", sent.get());
    }

    /** With the newest token and with the first, at every service, through the gateway. */
    private static void comeAndGo(
            Installation installation,
            Opened person,
            AtomicBoolean stop,
            AtomicLong sent,
            AtomicReference<String> newest,
            Queue<String> failed)
            throws Exception {
        var refreshToken = person.refreshToken();
        while (!stop.get()) {
            var refreshed = installation
                    .gateway()
                    .send(Call.post("/api/v1/auth/refresh", null, Map.of("refreshToken", refreshToken)));
            note(refreshed, "refresh", sent, failed);
            if (refreshed.status() != 200) {
                return;
            }
            refreshToken = refreshed.body().path("refreshToken").asText();
            var token = refreshed.body().path("accessToken").asText();
            for (var each : List.of(token, person.accessToken())) {
                for (var path : List.of("/api/v1/users/me", "/api/v1/orders", "/api/v1/products?size=1")) {
                    note(installation.gateway().send(Call.get(path, each)), path, sent, failed);
                }
            }
            newest.set(keyOf(token));
        }
    }

    private static void note(Answer answer, String what, AtomicLong sent, Queue<String> failed) {
        sent.incrementAndGet();
        if (answer.status() != 200) {
            failed.add(what + ": " + answer.inWords());
        }
    }

    private static String keyOf(String token) throws java.text.ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
