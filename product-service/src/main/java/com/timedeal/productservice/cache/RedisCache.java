package com.timedeal.productservice.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Entries in Redis that carry the stamp under which they were read, and are shown only while that stamp stands.
 *
 * <p>The stamp is read <em>before</em> the database and renewed <em>after</em> the commit: whoever read the database too early
 * puts an entry under a stamp that is gone. Stamps are random, so one that was lost never comes back as it was.
 *
 * <p>A change whose stamp could not be renewed renews the stamp of everything, as soon as Redis answers again; until then this
 * instance asks the database. Others may show the old entry, for the life time of an entry at most.
 */
class RedisCache implements Cache {

    private static final Logger log = LoggerFactory.getLogger(RedisCache.class);

    /** What every entry depends on besides its own stamp. */
    static final Stamp EVERYTHING = new Stamp("everything");

    /** Longer than any entry lives; when a stamp ends its entries are read anew, no more. */
    private static final Duration STAMP_TTL = Duration.ofMinutes(5);

    private final RedisEntries redis;
    private final CacheSettings settings;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Flights flights = new Flights();
    private final AtomicLong lostEvictions = new AtomicLong();

    RedisCache(RedisEntries redis, CacheSettings settings, ObjectMapper json, MeterRegistry meters) {
        this.redis = redis;
        this.settings = settings;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public boolean isUsable() {
        var usable = lostEvictions.get() == 0 && redis.isUsable();
        if (!usable) {
            count("all", "bypass", 1);
        }
        return usable;
    }

    @Override
    public <K, V> Map<K, V> all(Kind<K, V> kind, Collection<K> keys, Function<Collection<K>, Map<K, V>> load) {
        var asked = new LinkedHashSet<>(keys);
        if (asked.isEmpty()) {
            return Map.of();
        }
        if (lostEvictions.get() > 0) {
            return bypass(kind, asked, load);
        }
        Map<String, String> stored;
        try {
            stored = read(kind, asked);
        } catch (AwayException e) {
            return bypass(kind, asked, load);
        }
        var found = new HashMap<K, V>();
        var missing = new LinkedHashMap<K, String>();
        for (var key : asked) {
            var version = version(kind, key, stored);
            var value = value(kind, stored.get(RedisEntries.entry(kind, key)), version);
            value.ifPresentOrElse(shown -> found.put(key, shown), () -> missing.put(key, version));
        }
        count(kind.name(), "hit", found.size());
        count(kind.name(), "miss", missing.size());
        if (!missing.isEmpty()) {
            found.putAll(load(kind, missing, load));
        }
        return found;
    }

    /** Entries and stamps as of one moment; what has no stamp is given one. */
    private <K> Map<String, String> read(Kind<K, ?> kind, Set<K> keys) throws AwayException {
        var stamps = new LinkedHashSet<String>();
        stamps.add(RedisEntries.stamp(EVERYTHING));
        keys.forEach(key -> stamps.add(RedisEntries.stamp(kind.stamp().apply(key))));
        var names = new LinkedHashSet<>(stamps);
        keys.forEach(key -> names.add(RedisEntries.entry(kind, key)));

        var stored = new HashMap<>(redis.get(names));
        stamps.removeAll(stored.keySet());
        if (!stamps.isEmpty()) {
            var fresh = new HashMap<String, String>();
            stamps.forEach(name -> fresh.put(name, UUID.randomUUID().toString()));
            redis.putIfAbsent(fresh, STAMP_TTL);
            // Not as we wrote them: somebody else may have been first, and all must agree.
            stored.putAll(redis.get(stamps));
        }
        return stored;
    }

    /** @return no name of a stamp that was renewed again since, which is no harm: nobody will ever find it */
    private static <K> String version(Kind<K, ?> kind, K key, Map<String, String> stored) {
        var everything = stored.get(RedisEntries.stamp(EVERYTHING));
        var own = stored.get(RedisEntries.stamp(kind.stamp().apply(key)));
        return everything == null || own == null ? UUID.randomUUID().toString() : everything + "." + own;
    }

    private <V> Optional<V> value(Kind<?, V> kind, String entry, String version) {
        if (entry == null || !entry.startsWith(version + "\n")) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readerFor(kind.type())
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(entry.substring(version.length() + 1)));
        } catch (JsonProcessingException e) {
            log.warn("An entry of kind {} cannot be read: {}", kind.name(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private <K, V> Map<K, V> load(Kind<K, V> kind, Map<K, String> versions, Function<Collection<K>, Map<K, V>> load) {
        // The version is part of the flight's name: nobody boards one that may have read before what they know of.
        var names = new LinkedHashMap<K, String>();
        versions.forEach((key, version) -> names.put(key, RedisEntries.entry(kind, key) + "@" + version));
        return flights.load(names, kind.type(), load, loaded -> keep(kind, versions, loaded));
    }

    private <K, V> void keep(Kind<K, V> kind, Map<K, String> versions, Map<K, V> loaded) {
        var entries = new HashMap<String, String>();
        try {
            for (var entry : loaded.entrySet()) {
                entries.put(
                        RedisEntries.entry(kind, entry.getKey()),
                        versions.get(entry.getKey()) + "\n" + json.writeValueAsString(entry.getValue()));
            }
            if (!entries.isEmpty()) {
                redis.put(entries, settings.ttl());
            }
        } catch (AwayException e) {
            count(kind.name(), "unkept", loaded.size());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <K, V> Map<K, V> bypass(Kind<K, V> kind, Set<K> keys, Function<Collection<K>, Map<K, V>> load) {
        count(kind.name(), "bypass", keys.size());
        return load.apply(keys);
    }

    @Override
    public void evict(Collection<Stamp> stamps) {
        // Once one is lost everything will be dropped; waiting for another time-out would gain nothing.
        if (lostEvictions.get() == 0) {
            try {
                redis.delete(stamps.stream().map(RedisEntries::stamp).toList());
                count("stamp", "evicted", stamps.size());
                return;
            } catch (AwayException e) {
                log.warn("Evicting {} must wait for Redis: {}", stamps, e.getMessage());
            }
        }
        lostEvictions.incrementAndGet();
        count("stamp", "lost", stamps.size());
    }

    /** Evictions that were lost are made up for by dropping everything. */
    @Scheduled(fixedDelayString = "${timedeal.cache.recover-interval}")
    void recover() {
        var lost = lostEvictions.get();
        if (lost == 0) {
            return;
        }
        try {
            redis.deleteAnyway(RedisEntries.stamp(EVERYTHING));
        } catch (AwayException e) {
            return;
        }
        // Should another one have been lost meanwhile, it may be younger than what was dropped: once more.
        if (lostEvictions.compareAndSet(lost, 0)) {
            log.warn("Redis is back: all entries were dropped, since {} evictions had been lost", lost);
        }
    }

    private void count(String kind, String result, int entries) {
        if (entries > 0) {
            meters.counter("timedeal.cache", "kind", kind, "result", result).increment(entries);
        }
    }
}
