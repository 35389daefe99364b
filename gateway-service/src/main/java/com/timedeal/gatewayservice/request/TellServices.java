package com.timedeal.gatewayservice.request;

import com.timedeal.gatewayservice.source.ClientAddress;
import com.timedeal.gatewayservice.trace.Trace;
import io.netty.util.NetUtil;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What the gateway itself tells the services about a request. A client's own headers of these names end here. */
@Component
class TellServices implements HttpHeadersFilter, Ordered {

    static final String CLIENT_ADDRESS = "X-Timedeal-Client-Address";

    private final ClientAddress clientAddress;

    TellServices(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** After the filter that removes what {@code Connection} names, or a client could have our headers removed. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** Changes the headers it is given: those before it have made a copy already, and one per request is enough. */
    @Override
    public HttpHeaders filter(HttpHeaders outgoing, ServerWebExchange exchange) {
        var trace = Trace.of(exchange);
        outgoing.set(Trace.REQUEST_ID, trace.requestId());
        outgoing.set(Trace.TRACE_PARENT, trace.traceParent());
        var client = clientAddress.of(exchange);
        if (client == null) {
            outgoing.remove(CLIENT_ADDRESS);
        } else {
            outgoing.set(CLIENT_ADDRESS, NetUtil.toAddressString(client)); // without a zone
        }
        return outgoing;
    }
}
