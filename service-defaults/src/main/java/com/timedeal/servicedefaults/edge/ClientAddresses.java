package com.timedeal.servicedefaults.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Hands controllers the client's address. The header is the gateway's, which drops it from what clients send; from anybody
 * but a trusted proxy it is only something that somebody claims.
 */
class ClientAddresses implements HandlerMethodArgumentResolver {

    static final String HEADER = "X-Timedeal-Client-Address";

    /** Of a connection that is gone before it was looked at; nobody's. */
    private static final ClientAddress NOBODYS = ClientAddress.parse("0.0.0.0").orElseThrow();

    private final List<IpAddressMatcher> trustedProxies;

    ClientAddresses(EdgeSettings settings) {
        this.trustedProxies =
                settings.trustedProxies().stream().map(IpAddressMatcher::new).toList();
    }

    ClientAddress of(HttpServletRequest request) {
        var peer = peer(request);
        var said = Collections.list(request.getHeaders(HEADER));
        if (said.size() != 1 || trustedProxies.stream().noneMatch(proxy -> proxy.matches(peer.toString()))) {
            return peer;
        }
        return ClientAddress.parse(said.getFirst().strip()).orElse(peer);
    }

    private static ClientAddress peer(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        // The zone of a link-local address names one of our own interfaces.
        return ClientAddress.parse(address == null ? null : address.replaceFirst("%.*", ""))
                .orElse(NOBODYS);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientAddress.class;
    }

    @Override
    public ClientAddress resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binderFactory) {
        return of(request.getNativeRequest(HttpServletRequest.class));
    }
}
