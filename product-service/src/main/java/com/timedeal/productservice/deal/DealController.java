package com.timedeal.productservice.deal;

import com.timedeal.productservice.catalogue.Catalogue;
import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deals as everybody sees them. */
@RestController
class DealController {

    private final Deals deals;
    private final Catalogue catalogue;

    DealController(Deals deals, Catalogue catalogue) {
        this.deals = deals;
        this.catalogue = catalogue;
    }

    @GetMapping("/api/v1/deals")
    PageOf<DealView> list(@RequestParam(required = false) DealStatus status, @Valid PageQuery query) {
        var page = deals.page(status, query.size(), query.offset());
        var products = catalogue.byId(page.stream().map(Deal::productId).toList());
        var views = page.stream()
                .map(deal -> DealView.of(deal, products.get(deal.productId())))
                .toList();
        return PageOf.of(views, query, deals.count(status));
    }

    @GetMapping("/api/v1/deals/{dealId}")
    DealView show(@PathVariable UUID dealId) {
        var deal = deals.find(dealId).orElseThrow(() -> Problems.notFound("deal"));
        return DealView.of(deal, catalogue.byId(List.of(deal.productId())).get(deal.productId()));
    }
}
