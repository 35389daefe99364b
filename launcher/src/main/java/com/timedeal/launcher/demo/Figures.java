package com.timedeal.launcher.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers by name, in the order in which they are named. */
final class Figures {

    private Figures() {}

    /** @param pairs name, value, name, value … */
    static Map<String, Object> of(Object... pairs) {
        var figures = new LinkedHashMap<String, Object>();
        for (var at = 0; at < pairs.length; at += 2) {
            figures.put((String) pairs[at], pairs[at + 1]);
        }
        return figures;
    }
}
