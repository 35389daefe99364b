package com.timedeal.userservice.password;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The passwords that whoever guesses tries first: what lies in a row on a keyboard, what repeats itself, dates, and the words
 * that most people think of, with digits and signs around them or in place of letters.
 *
 * <p>Rules instead of a list: the well-known lists are some thousand variations of a hundred words.
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

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwort",
            "passwd",
            "pass",
            "secret",
            "changeme",
            "default",
            "welcome",
            "letmein",
            "login",
            "admin",
            "administrator",
            "root",
            "user",
            "guest",
            "test",
            "tester",
            "testing",
            "master",
            "access",
            "server",
            "system",
            "computer",
            "internet",
            "qwerty",
            "qwertz",
            "azerty",
            "qwer",
            "qwe",
            "asdf",
            "asd",
            "asdfgh",
            "zxcv",
            "zxc",
            "zxcvbn",
            "zxcvbnm",
            "abc",
            "abcd",
            "abcde",
            "abcdef",
            "iloveyou",
            "iloveu",
            "loveyou",
            "love",
            "lovely",
            "lover",
            "loveme",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "basketball",
            "soccer",
            "hockey",
            "dragon",
            "monkey",
            "shadow",
            "superman",
            "batman",
            "spiderman",
            "pokemon",
            "naruto",
            "starwars",
            "startrek",
            "minecraft",
            "trustno",
            "whatever",
            "nothing",
            "freedom",
            "flower",
            "summer",
            "winter",
            "spring",
            "autumn",
            "michael",
            "michelle",
            "jennifer",
            "jessica",
            "jordan",
            "daniel",
            "charlie",
            "thomas",
            "robert",
            "matthew",
            "andrew",
            "joshua",
            "ashley",
            "nicole",
            "samantha",
            "elizabeth",
            "victoria",
            "alexander",
            "benjamin",
            "jonathan",
            "patrick",
            "anthony",
            "william",
            "christopher",
            "mercedes",
            "ferrari",
            "porsche",
            "corvette",
            "mustang",
            "harley",
            "maverick",
            "cowboys",
            "steelers",
            "yankees",
            "lakers",
            "chelsea",
            "arsenal",
            "liverpool",
            "barcelona",
            "juventus",
            "realmadrid",
            "manchester",
            "chocolate",
            "cookie",
            "cheese",
            "banana",
            "orange",
            "pepper",
            "ginger",
            "butterfly",
            "jesus",
            "jesuschrist",
            "angel",
            "heaven",
            "blessed",
            "buster",
            "tigger",
            "killer",
            "hunter",
            "ranger",
            "phoenix",
            "diamond",
            "silver",
            "golden",
            "purple",
            "samsung",
            "google",
            "facebook",
            "hello",
            "helloworld",
            "goodbye",
            "timedeal",
            "korea",
            "seoul",
            "saranghae",
            "family",
            "friends",
            "forever",
            "babygirl",
            "baby",
            "money",
            "rainbow",
            "snoopy",
            "garfield",
            "mickey");

    private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])"
            + "|([0-2]\\d|3[01])(0[1-9]|1[0-2])(19|20)\\d\\d"
            + "|(0[1-9]|1[0-2])([0-2]\\d|3[01])(19|20)\\d\\d");

    private GuessedFirst() {}

    static boolean includes(String typed) {
        var text = typed.toLowerCase(Locale.ROOT);
        return isARow(text) || repeatsItself(text) || DATE.matcher(text).matches() || isAWord(text);
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
        return WORDS.contains(word)
                || word.length() % 2 == 0
                        && word.substring(half).equals(word.substring(0, half))
                        && WORDS.contains(word.substring(half));
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
}
