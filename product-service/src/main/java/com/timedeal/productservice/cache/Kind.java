package com.timedeal.productservice.cache;

import java.util.function.Function;

/**
 * A kind of entry.
 *
 * @param name unique and short
 * @param type a record that JSON can carry without type names; change {@link RedisEntries#SHAPE} when its shape changes
 * @param key all that tells one entry from another, of bounded length
 * @param stamp what an entry depends on
 */
public record Kind<K, V>(String name, Class<V> type, Function<K, String> key, Function<K, Stamp> stamp) {}
