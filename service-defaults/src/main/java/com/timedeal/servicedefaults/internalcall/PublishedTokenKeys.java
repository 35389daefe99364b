package com.timedeal.servicedefaults.internalcall;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The keys that user-service publishes, kept fresh in the background and for long when it cannot be reached. */
final class PublishedTokenKeys {

    private static final String PATH = "/.well-known/jwks.json";
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration REFRESH_WAIT = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofHours(24);

    private PublishedTokenKeys() {}

    static JWKSource<SecurityContext> from(RestClient userService) {
        // The URL only names the source; the retriever below goes through the load balancer.
        return new AskedAMomentAgo(JWKSourceBuilder.<SecurityContext>create(nominalUrl(), new LoadBalanced(userService))
                .cache(FRESH.toMillis(), REFRESH_WAIT.toMillis())
                .refreshAheadCache(Duration.ofMinutes(1).toMillis(), true)
                .rateLimited(Duration.ofSeconds(1).toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build());
    }

    private static URL nominalUrl() {
        try {
            return URI.create("http://user-service" + PATH).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Knows no key that was not there a moment ago: whoever sends tokens with made-up key ids, one after the other, is told
     * that they are not valid, and not that nobody can tell. user-service publishes a key for seconds before it signs with it.
     */
    private record AskedAMomentAgo(JWKSource<SecurityContext> keys) implements JWKSource<SecurityContext>, Closeable {

        @Override
        public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
            try {
                return keys.get(selector, context);
            } catch (RateLimitReachedException e) {
                return List.of();
            }
        }

        @Override
        public void close() throws IOException {
            if (keys instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    private record LoadBalanced(RestClient userService) implements ResourceRetriever {
        @Override
        public Resource retrieveResource(URL url) throws IOException {
            try {
                var body = userService.get().uri(PATH).retrieve().body(String.class);
                return new Resource(body, MediaType.APPLICATION_JSON_VALUE);
            } catch (RestClientException | IllegalStateException e) {
                // IllegalStateException: the load balancer knows no instance.
                throw new IOException("user-service did not give its keys", e);
            }
        }
    }
}
