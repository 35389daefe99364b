package com.timedeal.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.timedeal.launcher.command.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The platform's public door; safe to use from many threads, of which only so many are let through at once. */
public final class Gateway implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final ExecutorService threads;
    private final HttpClient client;
    private final Semaphore turns;

    /** @param inFlight how many requests may be on their way at once */
    public Gateway(URI address, int inFlight) {
        this.address = address;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(threads)
                .build();
        // Fair: everybody in the crowd gets through, in the order of asking.
        this.turns = new Semaphore(inFlight, true);
    }

    /** Sends it once. The clock runs from the moment it is let through. */
    public Answer send(Call call) throws InterruptedException {
        turns.acquire();
        var sent = System.nanoTime();
        try {
            return answer(client.send(call.to(address), BodyHandlers.ofByteArray()), sent);
        } catch (IOException e) {
            return new Answer(
                    0, e.getClass().getSimpleName(), MissingNode.getInstance(), null, sent, System.nanoTime());
        } finally {
            turns.release();
        }
    }

    /**
     * Sends it until it is done.
     *
     * @param expected the status that means so
     * @return the body of the answer
     * @throws Failure when it is refused, or not done in half a minute
     */
    public JsonNode demand(Call call, int expected) throws InterruptedException {
        var answer = ask(call);
        if (answer.status() != expected) {
            throw new Failure(call + " was answered with " + answer.inWords());
        }
        return answer.body();
    }

    /** Sends it until it is answered one way or the other, for half a minute at most. */
    public Answer ask(Call call) throws InterruptedException {
        return ask(call, answer -> {});
    }

    /** @param heard gets every answer, also those after which the same request goes out again */
    public Answer ask(Call call, Consumer<Answer> heard) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = send(call);
            heard.accept(answer);
            if (!answer.asksForAnother() || System.nanoTime() - deadline >= 0) {
                return answer;
            }
            Thread.sleep(pauseAfter(answer));
        }
    }

    /** How long the answer asks to wait before another attempt. */
    static Duration pauseAfter(Answer answer) {
        var pause = answer.retryAfter() == null ? PAUSE : answer.retryAfter();
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static Answer answer(HttpResponse<byte[]> response, long sent) {
        var received = System.nanoTime();
        var body = json(response.body());
        return new Answer(
                response.statusCode(),
                response.statusCode() < 400 ? "" : body.path("code").asText(""),
                body,
                response.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(null),
                sent,
                received);
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.close();
        threads.close();
    }
}
