package com.timedeal.servicedefaults.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressesTests {

    private final ClientAddresses addresses =
            new ClientAddresses(new EdgeSettings(List.of("127.0.0.0/8", "::1", "10.1.0.0/16")));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 203.0.113.7, 203.0.113.7",
        "127.9.9.9, 203.0.113.7, 203.0.113.7",
        "0:0:0:0:0:0:0:1, 2001:db8::7, 2001:db8:0:0:0:0:0:7",
        "10.1.200.3, ::ffff:203.0.113.7, 203.0.113.7",
        "10.1.200.3, ' 203.0.113.7 ', 203.0.113.7"
    })
    void believesATrustedProxy(String peer, String said, String believed) {
        assertThat(addresses.of(request(peer, said))).hasToString(believed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.2.0.1", "203.0.113.9", "2001:db8:0:0:0:0:0:9", "128.0.0.1"})
    void believesNobodyElse(String peer) {
        assertThat(addresses.of(request(peer, "198.51.100.1"))).hasToString(peer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "1.2.3",
                "256.1.1.1",
                "1.2.3.4, 5.6.7.8",
                "01.2.3.4",
                ":",
                "1:2",
                "127.0.0.1:80",
                "fe80::1%eth0",
                "::ffff:1.2.3.4:5:6:7:8:9:10:11:12:13:14:15:16:17:18:19"
            })
    void takesWhatIsNoAddressForNothing(String said) {
        assertThat(addresses.of(request("127.0.0.1", said))).hasToString("127.0.0.1");
    }

    @Test
    void takesTheWordOfTheConnectionWhereNothingOrTooMuchIsSaid() {
        assertThat(addresses.of(new MockHttpServletRequest())).hasToString("127.0.0.1");
        var twice = request("127.0.0.1", "198.51.100.1");
        twice.addHeader(ClientAddresses.HEADER, "198.51.100.2");
        assertThat(addresses.of(twice)).hasToString("127.0.0.1");
        var forwarded = new MockHttpServletRequest();
        forwarded.addHeader("X-Forwarded-For", "198.51.100.1");
        forwarded.addHeader("Forwarded", "for=198.51.100.1");
        forwarded.addHeader("X-Real-IP", "198.51.100.1");
        assertThat(addresses.of(forwarded)).hasToString("127.0.0.1");
    }

    @Test
    void standsConnectionsThatAreGoneOrLocal() {
        assertThat(addresses.of(request(null, "198.51.100.1"))).hasToString("0.0.0.0");
        assertThat(addresses.of(request("fe80:0:0:0:1:2:3:4%2", "198.51.100.1")))
                .hasToString("fe80:0:0:0:1:2:3:4");
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void startsWithNoProxyThatIsNone() {
        assertThatThrownBy(() -> new ClientAddresses(new EdgeSettings(List.of("gateway"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String network(String address) {
        return ClientAddress.parse(address).orElseThrow().network();
    }

    private static MockHttpServletRequest request(String peer, String said) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        request.addHeader(ClientAddresses.HEADER, said);
        return request;
    }
}
