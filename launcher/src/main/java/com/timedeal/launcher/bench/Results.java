package com.timedeal.launcher.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All measurements so far, by name, and why there is none where a promise was broken. */
final class Results {

    private final Map<String, List<Shot>> shots = new LinkedHashMap<>();
    private final Map<String, String> violations = new LinkedHashMap<>();

    void add(Shot shot) {
        shots.computeIfAbsent(shot.name(), name -> new ArrayList<>()).add(shot);
    }

    /** What broke a promise once has no figure at all. */
    void violated(String name, String what) {
        violations.putIfAbsent(name, what);
    }

    Map<String, String> violations() {
        return violations;
    }

    Set<String> names() {
        return shots.keySet();
    }

    List<Shot> of(String name) {
        return violations.containsKey(name) ? List.of() : shots.getOrDefault(name, List.of());
    }

    /** @return empty where there is no figure */
    OptionalDouble median(String name, ToDoubleFunction<Shot> figure) {
        var sorted = of(name).stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        var middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    OptionalDouble perSecond(String name) {
        return median(name, Shot::perSecond);
    }

    /** The measurement whose throughput is the median, or the one below it. */
    Shot typical(String name) {
        var sorted = of(name).stream()
                .sorted(Comparator.comparingDouble(Shot::perSecond))
                .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** @return empty unless both are there */
    OptionalDouble ratio(String above, String below, ToDoubleFunction<Shot> figure) {
        var over = median(above, figure);
        var under = median(below, figure);
        return over.isPresent() && under.isPresent() && under.getAsDouble() > 0
                ? OptionalDouble.of(over.getAsDouble() / under.getAsDouble())
                : OptionalDouble.empty();
    }
}
