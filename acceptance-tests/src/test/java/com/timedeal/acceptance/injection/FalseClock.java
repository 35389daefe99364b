package com.timedeal.acceptance.injection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A wrong time of day for one process, by libfaketime. */
public final class FalseClock {

    private FalseClock() {}

    /**
     * The time of day is shifted, the monotonic clock is not, as on a machine whose clock is wrong. Without the last setting
     * libfaketime shifts the deadlines of timed waits, which then end at once and spin.
     *
     * @param shift such as {@code +5m}
     */
    public static Map<String, String> shifted(Path library, String shift) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                shift,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Empty where it is not installed (Debian: {@code apt-get install faketime}). */
    public static Optional<Path> library() {
        return List.of("/usr/lib", "/usr/lib64", "/usr/local/lib").stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(folder -> find(folder).stream())
                .findFirst();
    }

    private static Optional<Path> find(Path folder) {
        try (var found = Files.find(folder, 3, (file, attributes) -> file.endsWith("faketime/libfaketimeMT.so.1"))) {
            return found.findFirst();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
