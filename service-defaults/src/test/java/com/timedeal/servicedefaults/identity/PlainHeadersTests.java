package com.timedeal.servicedefaults.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class PlainHeadersTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc.def-ghi_jkl~mno+pqr/stu==",
                "bearer abc",
                "BEARER abc",
                "Bearer",
                "Bearer ",
                "Bearer =",
                "Bearer a=b",
                "Bearer  abc",
                "Bearer abc ",
                "Bearer abc, Bearer def",
                "Bearerabc",
                "Bearer ab\u00e9",
                "Bearer ab\u0000",
                "Basic YTpi",
                ""
            })
    void takesTheSameTokensAsSpringSecurity(String header) {
        var request = new MockHttpServletRequest();
        request.addHeader("Authorization", header);

        assertThat(outcome(new PlainHeaders(), request)).isEqualTo(outcome(new DefaultBearerTokenResolver(), request));
    }

    @Test
    void takesNoTokenWhereThereIsNone() {
        assertThat(new PlainHeaders().resolve(new MockHttpServletRequest())).isNull();
    }

    @Test
    void allowsTheSameNamesAndValuesAsSpringSecurity() {
        var plain = PlainHeaders.firewall();
        var springs = new StrictHttpFirewall();
        var random = new Random(1);
        for (var attempt = 0; attempt < 20_000; attempt++) {
            var text = new StringBuilder();
            for (var length = random.nextInt(6); length > 0; length--) {
                // Mostly around the edges of ASCII, and now and then anything at all, half of a pair included.
                text.append((char) (random.nextInt(4) > 0 ? random.nextInt(0x110) : random.nextInt(0x10000)));
            }
            var some = text.toString();
            assertThat(allows(plain, "X-Some", some)).as("value " + some).isEqualTo(allows(springs, "X-Some", some));
            assertThat(allows(plain, some, "some")).as("name " + some).isEqualTo(allows(springs, some, "some"));
        }
    }

    private static boolean allows(HttpFirewall firewall, String name, String value) {
        var request = new MockHttpServletRequest("GET", "/");
        request.addHeader(name, value);
        try {
            var firewalled = firewall.getFirewalledRequest(request);
            Collections.list(firewalled.getHeaderNames());
            firewalled.getHeader(name);
            return true;
        } catch (RequestRejectedException refused) {
            return false;
        }
    }

    private static Optional<String> outcome(BearerTokenResolver resolver, MockHttpServletRequest request) {
        try {
            return Optional.ofNullable(resolver.resolve(request));
        } catch (OAuth2AuthenticationException malformed) {
            return Optional.of("malformed: " + malformed.getError().getErrorCode());
        }
    }
}
