package com.timedeal.productservice.cache;

import java.util.UUID;

/**
 * What an entry depends on. A change renews the stamp, and entries made under the old one are never shown again.
 *
 * <p>The name is the same in every release: a new one must notice the changes of an old one that still runs.
 */
public record Stamp(String name) {

    /** Which products are in which list, and in what order. */
    public static final Stamp PRODUCT_LISTS = new Stamp("product-lists");

    /** Which deals are in which list. */
    public static final Stamp DEAL_LISTS = new Stamp("deal-lists");

    /** All there is to see of one product, its stock included. */
    public static Stamp ofProduct(UUID productId) {
        return new Stamp("product:" + productId);
    }

    /** All there is to see of one deal but its product. */
    public static Stamp ofDeal(UUID dealId) {
        return new Stamp("deal:" + dealId);
    }
}
