package com.timedeal.productservice.deal;

import com.timedeal.productservice.cache.Cache;
import com.timedeal.productservice.cache.Kind;
import com.timedeal.productservice.cache.Stamp;
import com.timedeal.productservice.catalogue.ShownProducts;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Deals for people to look at, from the cache where there is one; their {@code serverTime} is always fresh. */
@Component
class ShownDeals {

    private static final Kind<UUID, Deal> DEAL = new Kind<>("deal", Deal.class, UUID::toString, Stamp::ofDeal);

    private static final Kind<DealPage.Key, DealPage> PAGE =
            new Kind<>("deal-page", DealPage.class, DealPage.Key::text, key -> Stamp.DEAL_LISTS);

    private final Deals deals;
    private final ShownProducts products;
    private final ServerTime serverTime;
    private final Cache cache;

    ShownDeals(Deals deals, ShownProducts products, ServerTime serverTime, Cache cache) {
        this.deals = deals;
        this.products = products;
        this.serverTime = serverTime;
        this.cache = cache;
    }

    /** @param status null for all */
    PageOf<DealView> page(DealStatus status, PageQuery query) {
        if (!cache.isUsable()) {
            return PageOf.of(views(deals.page(status, query.size(), query.offset())), query, deals.count(status));
        }
        var page = cache.one(PAGE, new DealPage.Key(status, query), () -> Optional.of(find(status, query)))
                .orElseThrow();
        var shown = cache.all(DEAL, page.dealIds(), deals::byId);
        var inOrder = page.dealIds().stream()
                .map(shown::get)
                .filter(Objects::nonNull)
                // It may have moved on between the reading of the list and of the deal.
                .filter(deal -> status == null || deal.status() == status)
                .toList();
        return PageOf.of(views(inOrder), query, page.totalItems());
    }

    Optional<DealView> one(UUID dealId) {
        return cache.one(DEAL, dealId, () -> deals.find(dealId))
                .map(deal -> views(List.of(deal)).getFirst());
    }

    private DealPage find(DealStatus status, PageQuery query) {
        return new DealPage(deals.pageOfIds(status, query.size(), query.offset()), deals.count(status));
    }

    private List<DealView> views(Collection<Deal> shown) {
        var goods = products.byId(shown.stream().map(Deal::productId).toList());
        var now = serverTime.now();
        return shown.stream()
                .map(deal -> DealView.of(deal, goods.get(deal.productId()), now))
                .toList();
    }
}
