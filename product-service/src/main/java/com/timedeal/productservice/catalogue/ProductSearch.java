package com.timedeal.productservice.catalogue;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.data.domain.Sort;

/** What to look for; null means any. */
record ProductSearch(
        @Size(max = 100) String query,
        @Size(max = 50) String category,
        @Min(0) Long minPrice,
        @Min(0) Long maxPrice,
        UUID sellerId,
        Order sort) {

    ProductSearch {
        sort = sort == null ? Order.newest : sort;
    }

    /** The same for all spellings that find the same, so that they share an answer. */
    ProductSearch normalised() {
        return new ProductSearch(
                query == null || query.isBlank() ? null : query.strip(), category, minPrice, maxPrice, sellerId, sort);
    }

    /** The text with the wildcards of LIKE taken literally; null for any. */
    String text() {
        return query == null || query.isBlank() ? null : query.strip().replaceAll("[!%_]", "!$0");
    }

    /** Spelled as in the query string. */
    enum Order {
        newest(Sort.by(Sort.Direction.DESC, "createdAt")),
        priceAsc(Sort.by(Sort.Direction.ASC, "price")),
        priceDesc(Sort.by(Sort.Direction.DESC, "price"));

        private final Sort sort;

        Order(Sort sort) {
            this.sort = sort;
        }

        Sort toSort() {
            // The id settles ties, so that no product is on two pages or on none; in the same direction, for the index.
            return sort.and(Sort.by(sort.iterator().next().getDirection(), "productId"));
        }
    }
}
