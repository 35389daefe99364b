package com.timedeal.productservice.deal;

import com.timedeal.productservice.catalogue.Catalogue;
import com.timedeal.servicedefaults.identity.RequiresScope;
import com.timedeal.servicedefaults.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** For order-service only, which asks about a deal whose announcement has not reached it yet. */
@RestController
class InternalDealController {

    private final Deals deals;
    private final Catalogue catalogue;

    InternalDealController(Deals deals, Catalogue catalogue) {
        this.deals = deals;
        this.catalogue = catalogue;
    }

    @GetMapping("/internal/deals/{dealId}")
    @RequiresScope("deals.read")
    DealTerms show(@PathVariable UUID dealId) {
        var deal = deals.find(dealId)
                .filter(found -> found.status() != DealStatus.CANCELLED)
                .orElseThrow(() -> Problems.notFound("deal"));
        var product = catalogue.byId(List.of(deal.productId())).get(deal.productId());
        return new DealTerms(
                deal.dealId(),
                deal.productId(),
                deal.sellerId(),
                product.name(),
                deal.dealPrice(),
                deal.quantity(),
                deal.perUserLimit(),
                deal.opensAt(),
                deal.closesAt());
    }

    /** The same fields as the message {@code deal.scheduled}. */
    record DealTerms(
            UUID dealId,
            UUID productId,
            UUID sellerId,
            String productName,
            long dealPrice,
            long quantity,
            int perUserLimit,
            Instant opensAt,
            Instant closesAt) {}
}
