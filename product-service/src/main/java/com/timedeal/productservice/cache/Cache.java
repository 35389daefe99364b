package com.timedeal.productservice.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers from memory what was read from the database a moment ago; thread-safe. */
public interface Cache {

    /** @return false when asking would only be a detour: no cache is set, or it is away */
    boolean isUsable();

    /**
     * @param load reads from the database what is not here; one caller per entry and instance does, others wait for it
     * @return by key; keys that do not exist are left out
     */
    <K, V> Map<K, V> all(Kind<K, V> kind, Collection<K> keys, Function<Collection<K>, Map<K, V>> load);

    /** Never again shows what was read under these stamps; call it after the commit. It does not throw. */
    void evict(Collection<Stamp> stamps);

    /** @return empty when it does not exist */
    default <K, V> Optional<V> one(Kind<K, V> kind, K key, Supplier<Optional<V>> load) {
        var found = all(
                kind,
                List.of(key),
                keys -> load.get().map(value -> Map.of(key, value)).orElse(Map.of()));
        return Optional.ofNullable(found.get(key));
    }

    /** Always asks the database. */
    final class None implements Cache {

        @Override
        public boolean isUsable() {
            return false;
        }

        @Override
        public <K, V> Map<K, V> all(Kind<K, V> kind, Collection<K> keys, Function<Collection<K>, Map<K, V>> load) {
            return load.apply(keys);
        }

        @Override
        public void evict(Collection<Stamp> stamps) {
            // Nothing is kept.
        }
    }
}
