package com.timedeal.gatewayservice.source;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * What counts as one client among those without an account: an IPv4 address, or a network of 64 bits of IPv6, which is what one
 * customer gets and may choose addresses from at will.
 *
 * @param bits of the address or the network
 */
public record Source(boolean isNetwork, long bits) {

    /** Who has no address, such as the peer of a socket that is closed already. */
    public static final Source UNKNOWN = new Source(true, 0);

    private static final int NETWORK_BYTES = 8;

    public static Source of(InetAddress address) {
        var bytes = address.getAddress();
        var isNetwork = address instanceof Inet6Address;
        var bits = 0L;
        for (var i = 0; i < (isNetwork ? NETWORK_BYTES : bytes.length); i++) {
            bits = bits << Byte.SIZE | bytes[i] & 0xff;
        }
        return new Source(isNetwork, bits);
    }

    /** Short and unique; not meant to be read. */
    @Override
    public String toString() {
        return (isNetwork ? "6-" : "4-") + HexFormat.of().toHexDigits(bits);
    }
}
