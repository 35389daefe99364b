package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.stock.Restock;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RestockController {

    private final Products products;
    private final Restock restock;

    RestockController(Products products, Restock restock) {
        this.products = products;
        this.restock = restock;
    }

    @PostMapping("/api/v1/products/{productId}/restocks")
    @ResponseStatus(HttpStatus.CREATED)
    Restock.Restocked restock(
            CurrentUser user,
            @PathVariable UUID productId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody RestockRequest request) {
        user.require(Role.SELLER);
        products.findByProductIdIn(List.of(productId)).stream()
                .filter(product -> product.sellerId().equals(user.id()))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("product"));
        return restock.restock(user.id(), productId, IdempotencyKey.of(key), request.quantity());
    }

    /** @param quantity units that came in */
    record RestockRequest(
            @NotNull @Min(1) @Max(1_000_000_000L) Long quantity) {}
}
