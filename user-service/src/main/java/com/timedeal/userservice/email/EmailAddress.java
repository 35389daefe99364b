package com.timedeal.userservice.email;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which it is stored and compared: lower case, its domain in ASCII (punycode).
 *
 * <p>The form is RFC 5321's without what nobody uses to sign up: quoted local parts, address literals, domains of one
 * label, local parts outside ASCII. Its text form tells nothing, so that no log can.
 */
public record EmailAddress(String value) {

    private static final int MAX = 254;
    private static final int MAX_LOCAL_PART = 64;

    /** Matched before lower-casing: some letters outside ASCII, such as the Kelvin sign, have an ASCII lower case. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** IDNA 2003, which the JDK speaks, maps these to other domains or to nothing; IDNA 2008 keeps them. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    /** @return empty when it is not an address we accept; blanks around it are not forgiven */
    public static Optional<EmailAddress> parse(String typed) {
        if (typed.length() > MAX) {
            return Optional.empty();
        }
        var at = typed.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART) {
            return Optional.empty();
        }
        var localPart = typed.substring(0, at);
        if (!LOCAL_PART.matcher(localPart).matches()) {
            return Optional.empty();
        }
        return domain(typed.substring(at + 1))
                .map(domain -> localPart.toLowerCase(Locale.ROOT) + "@" + domain)
                .filter(address -> address.length() <= MAX)
                .map(EmailAddress::new);
    }

    private static Optional<String> domain(String typed) {
        if (AMBIGUOUS.matcher(typed).find()) {
            return Optional.empty();
        }
        try {
            var ascii = IDN.toASCII(typed, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(domain -> DOMAIN.matcher(domain).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EmailAddress[hidden]";
    }
}
