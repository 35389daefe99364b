package com.timedeal.gatewayservice.securitylog;

import com.timedeal.gatewayservice.source.ClientAddress;
import com.timedeal.gatewayservice.trace.Trace;
import io.netty.util.NetUtil;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Security events of one request: with its name, where it comes from and its path. */
@Component
public class SecurityEvents {

    private final ClientAddress clientAddress;

    public SecurityEvents(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** @param more names and values in turn; never a secret */
    public void tell(ServerWebExchange exchange, String event, int status, Object... more) {
        var request = exchange.getRequest();
        var address = clientAddress.of(exchange);
        var fields = new Object[6 + more.length];
        fields[0] = "status";
        fields[1] = status;
        fields[2] = "source.ip";
        fields[3] = address == null ? "" : NetUtil.toAddressString(address);
        fields[4] = "path";
        fields[5] = SecurityLog.pathOf(request.getURI().getRawPath());
        System.arraycopy(more, 0, fields, 6, more.length);
        SecurityLog.tell(event, Trace.of(exchange).requestId(), fields);
    }
}
