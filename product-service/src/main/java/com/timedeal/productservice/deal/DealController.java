package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.paging.PageOf;
import com.timedeal.servicedefaults.paging.PageQuery;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Deals as everybody sees them. */
@RestController
class DealController {

    private final ShownDeals deals;

    DealController(ShownDeals deals) {
        this.deals = deals;
    }

    @GetMapping("/api/v1/deals")
    PageOf<DealView> list(@RequestParam(required = false) DealStatus status, @Valid PageQuery query) {
        return deals.page(status, query);
    }

    @GetMapping("/api/v1/deals/{dealId}")
    DealView show(@PathVariable UUID dealId) {
        return deals.one(dealId).orElseThrow(() -> Problems.notFound("deal"));
    }
}
