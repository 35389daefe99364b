package com.timedeal.productservice.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** @param price won @param stock regular units that may be ordered now */
public record ProductView(
        UUID productId,
        UUID sellerId,
        String name,
        String description,
        String category,
        long price,
        long stock,
        Map<String, String> attributes,
        Instant createdAt) {

    static ProductView of(Product product, long stock) {
        return new ProductView(
                product.productId(),
                product.sellerId(),
                product.name(),
                product.description(),
                product.category(),
                product.price(),
                stock,
                product.attributes(),
                product.createdAt());
    }
}
