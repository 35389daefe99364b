package com.timedeal.launcher.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Looks through every file that Git keeps. */
class RepositoryHoldsNoSecretTests {

    private static final int LONGEST = 2 * 1024 * 1024;

    /** With lookarounds in place of the words themselves, so that this file is no finding. */
    private static final List<Pattern> SECRETS = List.of(
            Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}"),
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b"),
            Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{20,}"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}"),
            // A value of many letters and digits given to something that is called a secret, at most a quote away.
            Pattern.compile("(?i)(?:password|passwd|secret|token|api_?key|private_?key)[\"']?\\s*[:=]\\s*[\"']?"
                    + "(?=[A-Za-z0-9+/_-]*[0-9])(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}={0,2}[\"'\\s,;]"));

    /** Of registries that tests start for themselves. */
    private static final List<String> OPENS_NOTHING = List.of("K9vQx2LrT7mWc4ZpB8nHs5Yd");

    @Test
    void noFileHasOne() throws Exception {
        var root = root();
        var found = new ArrayList<String>();
        for (var file : kept(root)) {
            found.addAll(secretsOf(root.resolve(file)));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void oneWouldBeFound() {
        var random = "4f9c0a7be21d".repeat(3);
        assertThat(List.of(
                        "spring.datasource.password: " + random + "\n",
                        "TIMEDEAL_PAYMENT_CALLBACK_SECRET=" + random + "\n",
                        "var token = \"" + random + "\";",
                        "AKIA" + "ABCDEFGHIJKLMNOP",
                        "-----BEGIN EC " + "PRIVATE KEY-----\n" + "MHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY"
                                + "\n"))
                .allSatisfy(text -> assertThat(secretsIn(text)).isNotEmpty());
        assertThat(secretsIn("password: ${TIMEDEAL_DB_PASSWORD}\nvar token = tokens.issue(ids.next(), Role.BUYER);\n"))
                .isEmpty();
    }

    private static List<String> secretsOf(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            return List.of();
        }
        // Any bytes make a text in this charset, also those of pictures.
        return secretsIn(Files.readString(file, StandardCharsets.ISO_8859_1)).stream()
                .filter(secret -> OPENS_NOTHING.stream().noneMatch(secret::contains))
                .map(secret -> file + ": " + secret.substring(0, Math.min(40, secret.length())) + "…")
                .toList();
    }

    private static List<String> secretsIn(String text) {
        return SECRETS.stream()
                .flatMap(pattern -> pattern.matcher(text).results().map(match -> match.group()))
                .toList();
    }

    private static List<String> kept(Path root) throws Exception {
        Assumptions.assumeTrue(Files.exists(root.resolve(".git")), "not a checkout");
        try {
            var git = new ProcessBuilder("git", "ls-files", "-z")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0");
            Assumptions.assumeTrue(git.waitFor() == 0, "Git does not say what it keeps");
            assertThat(files).hasSizeGreaterThan(100);
            return List.of(files);
        } catch (IOException e) {
            Assumptions.abort("Git is not installed");
            return List.of();
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
