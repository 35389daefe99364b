package com.timedeal.productservice.catalogue;

import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop window: open to everybody. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {

    private final ShownProducts products;

    ProductController(ShownProducts products) {
        this.products = products;
    }

    @GetMapping
    PageOf<ProductView> search(@Valid ProductSearch search, @Valid PageQuery query) {
        return products.page(search, query);
    }

    @GetMapping("/{productId}")
    ProductView show(@PathVariable UUID productId) {
        return products.one(productId).orElseThrow(() -> Problems.notFound("product"));
    }
}
