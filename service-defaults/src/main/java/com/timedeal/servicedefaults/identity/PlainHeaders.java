package com.timedeal.servicedefaults.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * What Spring Security asks of headers, asked in a loop over their letters instead of by regular expressions: of some six
 * hundred letters of a token, several times per request, those took an eighth of a purchase's work in a service.
 */
final class PlainHeaders implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";

    /** The rules of {@link StrictHttpFirewall}, for the rare name or value that is not plain ASCII. */
    private static final Predicate<String> SPRINGS_RULE_FOR_NAMES =
            Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*").asMatchPredicate();

    private static final Predicate<String> SPRINGS_RULE_FOR_VALUES =
            Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*").asMatchPredicate();

    /** As strict as without it. */
    static HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> isPlain(name) || SPRINGS_RULE_FOR_NAMES.test(name));
        firewall.setAllowedHeaderValues(value -> isPlain(value) || SPRINGS_RULE_FOR_VALUES.test(value));
        return firewall;
    }

    private static boolean isPlain(String text) {
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The token of an {@code Authorization: Bearer} header (RFC 6750); null when there is none. */
    @Override
    public String resolve(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length() - 1)) {
            return null;
        }
        if (!isBearerToken(header)) {
            throw new InvalidBearerTokenException("Bearer token is malformed");
        }
        return header.substring(SCHEME.length());
    }

    /** {@code 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="} after the scheme and one space. */
    private static boolean isBearerToken(String header) {
        var end = header.length();
        while (end > SCHEME.length() && header.charAt(end - 1) == '=') {
            end--;
        }
        if (end == SCHEME.length() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        for (var at = SCHEME.length(); at < end; at++) {
            var c = header.charAt(at);
            var plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
