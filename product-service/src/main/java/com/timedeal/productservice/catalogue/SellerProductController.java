package com.timedeal.productservice.catalogue;

import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.database.DatabaseClock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A seller's own products; somebody else's look as if they did not exist. */
@RestController
@RequestMapping("/api/v1/products")
class SellerProductController {

    private final OwnProducts products;
    private final Categories categories;
    private final Stock stock;
    private final Transactions transactions;
    private final DatabaseClock clock;

    SellerProductController(
            OwnProducts products, Categories categories, Stock stock, Transactions transactions, DatabaseClock clock) {
        this.products = products;
        this.categories = categories;
        this.stock = stock;
        this.transactions = transactions;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProductView list(CurrentUser user, @Valid @RequestBody ProductRequest request) {
        var seller = user.require(Role.SELLER);
        requireCategory(request.category());
        return transactions.call(() -> {
            var product = products.add(new Product(seller.id(), request, clock.now()));
            stock.open(product.productId(), request.stock());
            return ProductView.of(product, request.stock());
        });
    }

    @PatchMapping("/{productId}")
    ProductView change(CurrentUser user, @PathVariable UUID productId, @Valid @RequestBody ProductChanges changes) {
        user.require(Role.SELLER);
        if (changes.category() != null) {
            requireCategory(changes.category());
        }
        return transactions.call(() -> {
            var product = lockOwn(user, productId);
            product.change(changes);
            return ProductView.of(product, stock.available(productId));
        });
    }

    /** Units of running deals and orders are not touched: they were taken off the shelf before. */
    @DeleteMapping("/{productId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(CurrentUser user, @PathVariable UUID productId) {
        user.require(Role.SELLER);
        transactions.run(() -> lockOwn(user, productId).withdraw(clock.now()));
    }

    private Product lockOwn(CurrentUser user, UUID productId) {
        return products.lockForChange(productId, user.id()).orElseThrow(() -> Problems.notFound("product"));
    }

    private void requireCategory(String slug) {
        if (!categories.existsById(slug)) {
            throw Problems.badRequest(
                    "UNKNOWN_CATEGORY", "There is no category of this slug; see GET /api/v1/categories.");
        }
    }
}
