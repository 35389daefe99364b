package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.stock.Stock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What other features may know of products. */
@Component
public class Catalogue {

    private final Products products;
    private final Stock stock;

    Catalogue(Products products, Stock stock) {
        this.products = products;
        this.stock = stock;
    }

    /**
     * Locks a seller's own product until the end of the transaction, so that it is not withdrawn meanwhile.
     *
     * @return empty when there is none or it is somebody else's
     */
    public Optional<ProductView> lockOwn(UUID productId, UUID sellerId) {
        return products.lockOwn(productId, sellerId)
                .map(product -> ProductView.of(product, stock.available(productId)));
    }

    /** Products by id, also withdrawn ones; ids that never existed are left out. */
    public Map<UUID, ProductView> byId(Collection<UUID> productIds) {
        var available = stock.available(productIds);
        return products.findByProductIdIn(productIds).stream()
                .map(product -> ProductView.of(product, available.getOrDefault(product.productId(), 0L)))
                .collect(Collectors.toMap(ProductView::productId, Function.identity()));
    }
}
