package com.timedeal.userservice.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The passwords that whoever guesses tries first: those of zxcvbn's lists, some thirty thousand from leaks and as many words;
 * the commonest of them with digits and signs around them or in place of letters; what lies in a row on a keyboard, what
 * repeats itself, and dates. Of zxcvbn only the lists are used: its estimate would refuse more than what is guessed first.
 */
final class GuessedFirst {

    private static final List<String> ROWS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "012345678901234567890",
            "qwertyuiopasdfghjklzxcvbnm",
            "qwertzuiopasdfghjklyxcvbnm",
            "azertyuiopqsdfghjklmwxcvbn",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
            "qazwsxedcrfvtgbyhnujmikolp",
            "1q2w3e4r5t6y7u8i9o0p",
            "q1w2e3r4t5y6u7i8o9p0",
            "zaq1xsw2cde3vfr4bgt5nhy6mju7",
            "zaq12wsxcde34rfvbgt56yhn",
            "a1b2c3d4e5f6g7h8i9j0",
            "1a2b3c4d5e6f7g8h9i0j",
            "aabbccddeeffgghh",
            "11223344556677889900",
            "102030405060708090",
            "147258369",
            "!@#$%^&*()_+");

    /** What people here think of, which is in no list that was made elsewhere. */
    private static final Set<String> WORDS = Set.of(
            "timedeal",
            "korea",
            "seoul",
            "saranghae",
            "saranghaeyo",
            "passwort",
            "qwertz",
            "azerty",
            "qwer",
            "asdf",
            "zxcv",
            "helloworld",
            "loveyou");

    private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])"
            + "|([0-2]\\d|3[01])(0[1-9]|1[0-2])(19|20)\\d\\d"
            + "|(0[1-9]|1[0-2])([0-2]\\d|3[01])(19|20)\\d\\d");

    /** ASVS 5.0, 6.2.4: at least the top 3,000. */
    private static final int COMMON = 3_000;

    private GuessedFirst() {}

    static boolean includes(String typed) {
        var text = typed.toLowerCase(Locale.ROOT);
        return Leaked.RANKS.containsKey(text)
                || isARow(text)
                || repeatsItself(text)
                || DATE.matcher(text).matches()
                || isAWord(text);
    }

    private static boolean isARow(String text) {
        var backwards = new StringBuilder(text).reverse().toString();
        return ROWS.stream().anyMatch(row -> row.contains(text) || row.contains(backwards));
    }

    /** One to four characters again and again: 11111111, abcabcabc, 12341234. */
    private static boolean repeatsItself(String text) {
        for (var unit = 1; unit <= 4; unit++) {
            if (text.length() >= 2 * unit && text.startsWith(text.substring(unit))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAWord(String text) {
        var word = withoutSignsAround(text);
        return isKnown(word) || isKnown(letters(word, 'i')) || isKnown(letters(word, 'l'));
    }

    private static boolean isKnown(String word) {
        var half = word.length() / 2;
        return isCommon(word)
                || word.length() % 2 == 0
                        && word.substring(half).equals(word.substring(0, half))
                        && isCommon(word.substring(half));
    }

    private static boolean isCommon(String word) {
        return WORDS.contains(word) || Leaked.RANKS.getOrDefault(word, Integer.MAX_VALUE) <= COMMON;
    }

    private static String withoutSignsAround(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetter(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String letters(String text, char one) {
        return text.replace('0', 'o')
                .replace('1', one)
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    /** Read when the first password is chosen, not when the service starts. */
    private static final class Leaked {

        /** A password that is a name or a word as well stands in that list alone, so these belong to it. */
        private static final List<DictionaryLoader> LISTS = List.of(
                StandardDictionaries.PASSWORDS_LOADER,
                StandardDictionaries.MALE_NAMES_LOADER,
                StandardDictionaries.FEMALE_NAMES_LOADER,
                StandardDictionaries.ENGLISH_WIKIPEDIA_LOADER);

        /** From 1, the commonest of its list. */
        private static final Map<String, Integer> RANKS = read();

        private static Map<String, Integer> read() {
            var ranks = new HashMap<String, Integer>();
            try {
                for (var list : LISTS) {
                    list.load().getRankedDictionary().forEach((word, rank) -> ranks.merge(word, rank, Math::min));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(ranks);
        }
    }
}
