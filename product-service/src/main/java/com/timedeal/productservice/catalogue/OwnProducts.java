package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.cache.ShownChanges;
import com.timedeal.productservice.cache.Stamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Where a seller's products are put in and taken out to be changed; both inside a unit of work, and both noted as changes. */
@Component
class OwnProducts {

    private final Products products;
    private final ShownChanges changes;

    OwnProducts(Products products, ShownChanges changes) {
        this.products = products;
        this.changes = changes;
    }

    Product add(Product product) {
        changes.changed(Stamp.ofProduct(product.productId()), Stamp.PRODUCT_LISTS);
        return products.saveAndFlush(product);
    }

    /** @return empty when there is none or it is somebody else's */
    Optional<Product> lockForChange(UUID productId, UUID sellerId) {
        var product = products.lockOwn(productId, sellerId);
        product.ifPresent(own -> changes.changed(Stamp.ofProduct(productId), Stamp.PRODUCT_LISTS));
        return product;
    }
}
