package com.timedeal.productservice.allotment;

import com.timedeal.servicedefaults.internalcall.InternalClients;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** All calls are idempotent: an unknown outcome is settled by asking again. */
@Component
public class Allotments {

    private static final Logger log = LoggerFactory.getLogger(Allotments.class);

    private final RestClient orderService;

    Allotments(InternalClients clients, AllotmentSettings settings) {
        this.orderService = clients.to(
                "order-service",
                settings.readTimeout(),
                "allotments.cancel",
                "allotments.close",
                "allotments.change",
                "allotments.settle");
    }

    /** Makes sure that no unit of a deal that has not opened is ever given out, even if order-service never heard of it. */
    public Outcome cancel(UUID dealId) {
        return put("/internal/allotments/{id}/cancellation", dealId);
    }

    /** Stops giving out units of an open deal, now. */
    public Outcome close(UUID dealId) {
        return put("/internal/allotments/{id}/closing", dealId);
    }

    /** Gives a deal that has not opened another number of units. @param changeId the same for every try of one change */
    public Outcome changeUnits(UUID dealId, UUID changeId, long units) {
        return put("/internal/allotments/{id}/unit-changes/{change}?units={units}", dealId, changeId, units);
    }

    /** What a sale that is over came to. @return empty when order-service did not answer */
    public Optional<Settlement> settle(UUID dealId) {
        try {
            return Optional.ofNullable(orderService
                    .put()
                    .uri("/internal/allotments/{id}/settlement", dealId)
                    .retrieve()
                    .body(Settlement.class));
        } catch (RestClientException | IllegalStateException e) {
            log.warn("order-service did not say what deal {} came to: {}", dealId, e.toString());
            return Optional.empty();
        }
    }

    private Outcome put(String path, Object... variables) {
        try {
            orderService.put().uri(path, variables).retrieve().toBodilessEntity();
            return Outcome.DONE;
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() == HttpStatus.CONFLICT) {
                return Outcome.REFUSED;
            }
            log.warn("order-service refused {}: {}", path, e.getStatusCode());
            return Outcome.UNKNOWN;
        } catch (RestClientException | IllegalStateException e) {
            // IllegalStateException: the load balancer knows no instance.
            log.warn("order-service did not answer {}: {}", path, e.toString());
            return Outcome.UNKNOWN;
        }
    }

    /** REFUSED: too late to cancel, or too early to close. UNKNOWN: no answer; it may have been done. */
    public enum Outcome {
        DONE,
        REFUSED,
        UNKNOWN
    }
}
