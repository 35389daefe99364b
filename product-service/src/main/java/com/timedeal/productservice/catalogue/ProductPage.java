package com.timedeal.productservice.catalogue;

import com.timedeal.servicedefaults.idempotency.RequestHash;
import com.timedeal.servicedefaults.paging.PageQuery;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which products are on a page of a list; what is to be seen of each is kept by product. */
record ProductPage(List<UUID> productIds, long totalItems) {

    /** What tells one page from another. */
    record Key(ProductSearch search, PageQuery query) {

        Key {
            search = search.normalised();
        }

        /** A hash: what people type in has a hundred characters of any kind, and must not be able to look like another key. */
        String text() {
            return HexFormat.of()
                    .formatHex(RequestHash.of(
                            // A parameter that is not given is not one that is empty.
                            Optional.ofNullable(search.query()),
                            Optional.ofNullable(search.category()),
                            Optional.ofNullable(search.minPrice()),
                            Optional.ofNullable(search.maxPrice()),
                            Optional.ofNullable(search.sellerId()),
                            search.sort(),
                            query.page(),
                            query.size()));
        }
    }
}
