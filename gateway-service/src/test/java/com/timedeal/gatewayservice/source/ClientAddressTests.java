package com.timedeal.gatewayservice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ClientAddressTests {

    @Test
    void isThePeerWhateverItSays() throws UnknownHostException {
        assertThat(seen(List.of(), "198.51.100.7", "10.0.0.1, 203.0.113.9")).isEqualTo("198.51.100.7");
    }

    @Test
    void isThePeerIfThatIsNoProxyOfOurs() throws UnknownHostException {
        assertThat(seen(List.of("10.0.0.0/8"), "198.51.100.7", "203.0.113.9")).isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "1.2.3.4, 203.0.113.9 | 203.0.113.9",
                "1.2.3.4, 203.0.113.9, 10.0.0.3 | 203.0.113.9",
                "evil, 203.0.113.9,10.0.0.3 ,10.0.0.4 | 203.0.113.9",
                "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                // Nobody else's: all of it was written by ourselves.
                "10.0.0.5, 10.0.0.3 | 10.0.0.5",
                // What our proxy wrote and we cannot read says no more than that it came from there.
                "203.0.113.9, unknown | 10.0.0.2",
                "203.0.113.9, evil.example, 10.0.0.3 | 10.0.0.3",
                "203.0.113.9, | 10.0.0.2"
            })
    void isTheRightMostThatIsNotOurs(String forwardedFor, String address) throws UnknownHostException {
        assertThat(seen(List.of("10.0.0.0/24", "192.0.2.1"), "10.0.0.2", forwardedFor))
                .isEqualTo(address);
    }

    @Test
    void isThePeerIfOurProxySaysNothing() throws UnknownHostException {
        assertThat(seen(List.of("10.0.0.2"), "10.0.0.2", null)).isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.256", "all", "*"})
    void proxiesAreNamedByAddress(String proxy) {
        assertThatThrownBy(() -> new ClientAddress(new SourceSettings(List.of(proxy))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(proxy);
    }

    @Test
    void aNetworkOfIpv6IsOneSource() throws UnknownHostException {
        assertThat(source("2001:db8:1:2::1")).isEqualTo(source("2001:db8:1:2:ffff::9"));
        assertThat(source("2001:db8:1:2::1")).isNotEqualTo(source("2001:db8:1:3::1"));
        assertThat(source("192.0.2.1")).isNotEqualTo(source("192.0.2.2"));
        assertThat(source("::ffff:192.0.2.1")).isEqualTo(source("192.0.2.1"));
        assertThat(source("0.0.0.1").toString())
                .isNotEqualTo(source("0:0:0:1::").toString());
    }

    private static Source source(String address) throws UnknownHostException {
        return Source.of(InetAddress.getByName(address));
    }

    private static String seen(List<String> trusted, String peer, String forwardedFor) throws UnknownHostException {
        var request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(InetAddress.getByName(peer), 4711));
        if (forwardedFor != null) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        return new ClientAddress(new SourceSettings(trusted))
                .of(MockServerWebExchange.from(request))
                .getHostAddress();
    }
}
