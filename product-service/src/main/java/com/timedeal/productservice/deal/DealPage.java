package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.paging.PageQuery;
import java.util.List;
import java.util.UUID;

/** Which deals are on a page of a list; what is to be seen of each is kept by deal. */
record DealPage(List<UUID> dealIds, long totalItems) {

    /** What tells one page from another. @param status null for all */
    record Key(DealStatus status, PageQuery query) {

        String text() {
            return (status == null ? "ALL" : status.name()) + ":" + query.page() + ":" + query.size();
        }
    }
}
