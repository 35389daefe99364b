package com.timedeal.productservice.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sees to it that of many who miss the same entry one reads the database and the others wait for what it finds. */
class Flights {

    /**
     * How long a flight may still be boarded after it has landed: somebody may have looked before its answer was kept and come
     * to the gate after. The name says what they know of, so the answer is as true for them as for the first.
     */
    private static final Executor AFTER_LANDING = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final ConcurrentMap<String, CompletableFuture<Optional<Object>>> running = new ConcurrentHashMap<>();

    /**
     * @param names by key, the name of a flight: two callers that may share an answer give the same one
     * @param keep is given what this caller has loaded; the others do not wait for it
     */
    <K, V> Map<K, V> load(
            Map<K, String> names, Class<V> type, Function<Collection<K>, Map<K, V>> load, Consumer<Map<K, V>> keep) {
        var own = new LinkedHashMap<K, CompletableFuture<Optional<Object>>>();
        var others = new LinkedHashMap<K, CompletableFuture<Optional<Object>>>();
        names.forEach((key, name) -> {
            var flight = new CompletableFuture<Optional<Object>>();
            var before = running.putIfAbsent(name, flight);
            if (before == null) {
                own.put(key, flight);
            } else {
                others.put(key, before);
            }
        });
        var found = new HashMap<K, V>();
        if (!own.isEmpty()) {
            // Before waiting for anybody else: two callers that wait for each other's flights would wait for ever.
            found.putAll(fly(own, names, load, keep));
        }
        others.forEach((key, flight) -> await(flight).ifPresent(value -> found.put(key, type.cast(value))));
        return found;
    }

    private <K, V> Map<K, V> fly(
            Map<K, CompletableFuture<Optional<Object>>> own,
            Map<K, String> names,
            Function<Collection<K>, Map<K, V>> load,
            Consumer<Map<K, V>> keep) {
        try {
            var loaded = load.apply(own.keySet());
            own.forEach((key, flight) -> flight.complete(Optional.ofNullable(loaded.get(key))));
            AFTER_LANDING.execute(() -> forget(own, names));
            keep.accept(loaded);
            return loaded;
        } catch (RuntimeException | Error e) {
            own.values().forEach(flight -> flight.completeExceptionally(e));
            forget(own, names);
            throw e;
        }
    }

    private <K> void forget(Map<K, CompletableFuture<Optional<Object>>> own, Map<K, String> names) {
        own.forEach((key, flight) -> running.remove(names.get(key), flight));
    }

    private static Optional<Object> await(CompletableFuture<Optional<Object>> flight) {
        try {
            return flight.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
