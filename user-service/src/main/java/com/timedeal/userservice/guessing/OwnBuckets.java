package com.timedeal.userservice.guessing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Token buckets in this instance's memory; of very many it forgets those that were longest not asked for. Thread-safe. */
class OwnBuckets {

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets;

    OwnBuckets(LongSupplier nanoTime, int most) {
        this.nanoTime = nanoTime;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    /** @param have what it held at that time, with the part of one that had come since the last */
    private record Bucket(double have, long at) {

        Bucket now(Rate rate, long now) {
            var gained = (now - at) / (double) rate.oneMoreEvery().toNanos();
            return new Bucket(Math.min(rate.atOnce(), have + gained), now);
        }
    }

    /** @return how long to wait when there is none */
    synchronized Optional<Duration> take(String name, Rate rate) {
        var bucket = look(name, rate);
        if (bucket.have() < 1) {
            var missing = (1 - bucket.have()) * rate.oneMoreEvery().toNanos();
            return Optional.of(Duration.ofNanos((long) missing + 1));
        }
        buckets.put(name, new Bucket(bucket.have() - 1, bucket.at()));
        return Optional.empty();
    }

    synchronized void giveBack(String name, Rate rate) {
        // One that is not there is full.
        buckets.computeIfPresent(name, (same, old) -> {
            var bucket = old.now(rate, nanoTime.getAsLong());
            return new Bucket(Math.min(rate.atOnce(), bucket.have() + 1), bucket.at());
        });
    }

    synchronized void fill(String name) {
        buckets.remove(name);
    }

    private Bucket look(String name, Rate rate) {
        var now = nanoTime.getAsLong();
        var bucket = buckets.get(name);
        return bucket == null ? new Bucket(rate.atOnce(), now) : bucket.now(rate, now);
    }
}
