package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.cache.Cache;
import com.timedeal.productservice.cache.Kind;
import com.timedeal.productservice.cache.Stamp;
import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/**
 * Products for people to look at, from the cache where there is one. Nothing that decides about a sale may ask here.
 *
 * <p>A list keeps ids only, and each product is kept once for all lists, its own page and its deals: an order that takes a
 * unit makes one product be read again and no list.
 */
@Component
public class ShownProducts {

    private static final Kind<UUID, ShownProduct> PRODUCT =
            new Kind<>("product", ShownProduct.class, UUID::toString, Stamp::ofProduct);

    private static final Kind<ProductPage.Key, ProductPage> PAGE =
            new Kind<>("product-page", ProductPage.class, ProductPage.Key::text, key -> Stamp.PRODUCT_LISTS);

    private final Products products;
    private final Stock stock;
    private final Cache cache;

    ShownProducts(Products products, Stock stock, Cache cache) {
        this.products = products;
        this.stock = stock;
        this.cache = cache;
    }

    PageOf<ProductView> page(ProductSearch search, PageQuery query) {
        if (!cache.isUsable()) {
            return fromDatabase(search, query);
        }
        var page = cache.one(PAGE, new ProductPage.Key(search, query), () -> Optional.of(find(search, query)))
                .orElseThrow();
        var shown = shown(page.productIds());
        var views = page.productIds().stream()
                .map(shown::get)
                .filter(Objects::nonNull)
                .filter(product -> !product.withdrawn())
                .map(ShownProduct::view)
                .toList();
        return PageOf.of(views, query, page.totalItems());
    }

    /** @return empty when there is none or it was withdrawn */
    Optional<ProductView> one(UUID productId) {
        return cache.one(
                        PRODUCT,
                        productId,
                        () -> products.findById(productId).map(product -> shown(product, stock.available(productId))))
                .filter(product -> !product.withdrawn())
                .map(ShownProduct::view);
    }

    /** Products by id, also withdrawn ones; ids that never existed are left out. */
    public Map<UUID, ProductView> byId(Collection<UUID> productIds) {
        var views = new HashMap<UUID, ProductView>();
        shown(productIds).forEach((id, product) -> views.put(id, product.view()));
        return views;
    }

    private Map<UUID, ShownProduct> shown(Collection<UUID> productIds) {
        return cache.all(PRODUCT, productIds, this::read);
    }

    private Map<UUID, ShownProduct> read(Collection<UUID> productIds) {
        var found = new HashMap<UUID, ShownProduct>();
        if (!productIds.isEmpty()) {
            var available = stock.available(productIds);
            products.findByProductIdIn(productIds)
                    .forEach(product -> found.put(
                            product.productId(), shown(product, available.getOrDefault(product.productId(), 0L))));
        }
        return found;
    }

    private static ShownProduct shown(Product product, long available) {
        return new ShownProduct(ProductView.of(product, available), product.isWithdrawn());
    }

    private ProductPage find(ProductSearch search, PageQuery query) {
        var page = search(search, query);
        return new ProductPage(page.stream().map(Product::productId).toList(), page.getTotalElements());
    }

    /** With one statement less than through the parts of which the cache makes a page. */
    private PageOf<ProductView> fromDatabase(ProductSearch search, PageQuery query) {
        var page = search(search, query);
        var available = stock.available(page.stream().map(Product::productId).toList());
        var views = page.stream()
                .map(product -> ProductView.of(product, available.getOrDefault(product.productId(), 0L)))
                .toList();
        return PageOf.of(views, query, page.getTotalElements());
    }

    private Page<Product> search(ProductSearch search, PageQuery query) {
        return products.search(
                search.text(),
                search.category(),
                search.minPrice(),
                search.maxPrice(),
                search.sellerId(),
                PageRequest.of(query.page(), query.size(), search.sort().toSort()));
    }
}
