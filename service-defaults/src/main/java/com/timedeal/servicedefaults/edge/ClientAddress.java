package com.timedeal.servicedefaults.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request comes from: what the gateway says, if it came from there, else whoever holds the other end of the
 * connection. Declare it as a controller parameter. Many people may share one, and one may have many: it slows down and never
 * opens anything.
 */
public record ClientAddress(InetAddress address) {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** Nothing that would be looked up by name. */
    private static final Pattern LITERAL = Pattern.compile(BYTE + "(\\." + BYTE + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final int LONGEST = 45;
    private static final int NETWORK_BYTES = 8;

    /** @return empty for what is no address in digits; never looks up a name */
    public static Optional<ClientAddress> parse(String text) {
        if (text == null || text.length() > LONGEST || !LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientAddress(InetAddress.getByName(text)));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * What limits count by: the address, or the first 64 bits of an IPv6 address, since whoever has one of those has all that
     * begin alike (RFC 4291, 2.5.4).
     */
    public String network() {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
                : address.getHostAddress();
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
