package com.timedeal.orderservice.wishlist;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/wishlist")
class WishlistController {

    private final Wishlist wishlist;

    WishlistController(Wishlist wishlist) {
        this.wishlist = wishlist;
    }

    @GetMapping
    WishlistView show(CurrentUser user) {
        var items = wishlist.of(user.id()).entrySet().stream()
                .map(item -> new Wishlist.Item(item.getKey(), item.getValue()))
                .toList();
        return new WishlistView(items);
    }

    @PutMapping("/items/{productId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(CurrentUser user, @PathVariable UUID productId, @Valid @RequestBody PutItem request) {
        if (!wishlist.put(user.id(), productId, request.quantity())) {
            throw Problems.refuse(
                    HttpStatus.CONFLICT,
                    "WISHLIST_FULL",
                    "A wishlist holds at most " + Wishlist.MAX_ITEMS + " products.");
        }
    }

    @DeleteMapping("/items/{productId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentUser user, @PathVariable UUID productId) {
        wishlist.remove(user.id(), productId);
    }

    record PutItem(@NotNull @Min(1) @Max(10_000) Long quantity) {}

    record WishlistView(List<Wishlist.Item> items) {}
}
