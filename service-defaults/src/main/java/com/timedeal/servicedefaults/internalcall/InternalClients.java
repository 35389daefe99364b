package com.timedeal.servicedefaults.internalcall;

import com.timedeal.servicedefaults.identity.ServiceTokens;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Makes clients for other services' {@code /internal/**}. Nothing is retried here: whether a call may be repeated is known
 * only where it is made.
 */
public class InternalClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    private final RestClient.Builder builder;
    private final LoadBalancerClient loadBalancer;
    private final ServiceTokens serviceTokens;

    InternalClients(RestClient.Builder builder, LoadBalancerClient loadBalancer, ServiceTokens serviceTokens) {
        this.builder = builder;
        this.loadBalancer = loadBalancer;
        this.serviceTokens = serviceTokens;
    }

    /**
     * A client that signs its calls.
     *
     * @param readTimeout must be below the caller's own time limit
     * @param scopes what the called endpoints require
     */
    public RestClient to(String service, Duration readTimeout, String... scopes) {
        return unsigned(service, readTimeout)
                .mutate()
                .defaultRequest(
                        request -> request.headers(h -> h.setBearerAuth(serviceTokens.tokenFor(service, scopes))))
                .build();
    }

    /** A client for what another service publishes to everybody. */
    public RestClient unsigned(String service, Duration readTimeout) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        var factory = new JdkClientHttpRequestFactory(http);
        factory.setReadTimeout(readTimeout);
        return builder.clone()
                .baseUrl("http://" + service)
                .requestFactory(factory)
                .requestInterceptor(new LoadBalancerInterceptor(loadBalancer))
                .build();
    }
}
