package com.timedeal.orderservice.stock;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The one call to product-service, with every expected answer as a value; only failures are exceptions. */
class ProductStockClient {

    private final RestClient productService;
    private final ObjectMapper json;

    ProductStockClient(RestClient productService, ObjectMapper json) {
        this.productService = productService;
        this.json = json;
    }

    /**
     * @throws ResourceAccessException when it cannot be reached or does not answer in time
     * @throws HttpServerErrorException when it fails
     */
    StockReservation reserve(UUID orderId, SortedMap<UUID, Long> lines) {
        var items = lines.entrySet().stream()
                .map(line -> Map.of("productId", line.getKey(), "quantity", line.getValue()))
                .toList();
        try {
            return productService
                    .put()
                    .uri("/internal/stock/reservations/{orderId}", orderId)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("items", items))
                    .exchange((request, response) -> read(response));
        } catch (IllegalStateException e) {
            // The load balancer knows no instance.
            throw new ResourceAccessException("product-service is not there: " + e.getMessage());
        }
    }

    private StockReservation read(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            return json.readValue(response.getBody(), StockReservation.Reserved.class);
        }
        if (status.isSameCodeAs(HttpStatus.CONFLICT)) {
            var problem = json.readValue(response.getBody(), Conflict.class);
            return "RELEASED".equals(problem.code)
                    ? new StockReservation.Released()
                    : new StockReservation.Refused(problem.shortages);
        }
        var busy = status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                && response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER);
        if (busy) {
            // It is well and says "later": no reason to open the breaker or to press it with a retry.
            return new StockReservation.Unknown();
        }
        if (status.is5xxServerError()) {
            throw new HttpServerErrorException(status);
        }
        throw new HttpClientErrorException(status);
    }

    record Conflict(String code, List<StockReservation.Shortage> shortages) {
        Conflict {
            shortages = shortages == null ? List.of() : shortages;
        }
    }
}
