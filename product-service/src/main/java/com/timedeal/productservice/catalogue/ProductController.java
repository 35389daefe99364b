package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.data.domain.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop window: open to everybody. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {

    private final Products products;
    private final Stock stock;

    ProductController(Products products, Stock stock) {
        this.products = products;
        this.stock = stock;
    }

    @GetMapping
    PageOf<ProductView> search(@Valid ProductSearch search, @Valid PageQuery query) {
        var page = products.search(
                search.text(),
                search.category(),
                search.minPrice(),
                search.maxPrice(),
                search.sellerId(),
                PageRequest.of(query.page(), query.size(), search.sort().toSort()));
        var available = stock.available(page.stream().map(Product::productId).toList());
        var views = page.stream()
                .map(product -> ProductView.of(product, available.getOrDefault(product.productId(), 0L)))
                .toList();
        return PageOf.of(views, query, page.getTotalElements());
    }

    @GetMapping("/{productId}")
    ProductView show(@PathVariable UUID productId) {
        return products.findByProductIdAndDeletedAtIsNull(productId)
                .map(product -> ProductView.of(product, stock.available(productId)))
                .orElseThrow(() -> Problems.notFound("product"));
    }
}
