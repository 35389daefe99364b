package com.timedeal.gatewayservice.source;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Which address a request comes from: the socket's peer, unless that is one of our own proxies. Then it is what the last of these
 * says, the right-most entry of {@code X-Forwarded-For} that is none of ours: everything left of it a client may have invented.
 */
@Component
public class ClientAddress {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(SourceSettings settings) {
        this.trusted = settings.trustedProxies().stream()
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(ClientAddress::network)
                .toList();
    }

    /** Looked for once per request. Null where the connection is closed already. */
    public InetAddress of(ServerWebExchange exchange) {
        var known = exchange.getAttributes().get(ATTRIBUTE);
        if (known != null) {
            return (InetAddress) known;
        }
        var found = find(exchange);
        if (found != null) {
            exchange.getAttributes().put(ATTRIBUTE, found);
        }
        return found;
    }

    private InetAddress find(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var peer = request.getRemoteAddress();
        if (peer == null || peer.getAddress() == null || trusted.isEmpty() || !isTrusted(peer.getAddress())) {
            return peer == null ? null : peer.getAddress();
        }
        return lastUntrusted(peer.getAddress(), request.getHeaders().getOrEmpty(FORWARDED_FOR));
    }

    private InetAddress lastUntrusted(InetAddress peer, List<String> lines) {
        var found = peer;
        for (var line = lines.size() - 1; line >= 0; line--) {
            var entries = lines.get(line).split(",", -1);
            for (var entry = entries.length - 1; entry >= 0; entry--) {
                // Never a name: looking one up would ask a stranger's name server.
                var address = NetUtil.createInetAddressFromIpAddressString(entries[entry].strip());
                if (address == null) {
                    return found; // whoever wrote this is as far as we can see
                }
                found = address;
                if (!isTrusted(address)) {
                    return found;
                }
            }
        }
        return found;
    }

    private boolean isTrusted(InetAddress address) {
        var any = new InetSocketAddress(address, 0);
        for (var network : trusted) {
            if (network.matches(any)) {
                return true;
            }
        }
        return false;
    }

    private static IpSubnetFilterRule network(String proxy) {
        var slash = proxy.indexOf('/');
        var address = slash < 0 ? proxy : proxy.substring(0, slash);
        var parsed = NetUtil.createByteArrayFromIpAddressString(address);
        if (parsed == null) {
            throw new IllegalArgumentException(
                    "timedeal.edge.trusted-proxies: '" + proxy + "' is no address or network");
        }
        var bits = slash < 0 ? parsed.length * Byte.SIZE : Integer.parseInt(proxy.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }
}
