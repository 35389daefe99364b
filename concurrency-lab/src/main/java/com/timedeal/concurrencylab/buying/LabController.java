package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.SaleRows;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What whoever measures needs besides buying. */
@RestController
class LabController {

    private final SaleRows rows;
    private final Transactions transactions;
    private final Ladder ladder;
    private final Tuning tuning;

    LabController(SaleRows rows, Transactions transactions, Ladder ladder, Tuning tuning) {
        this.rows = rows;
        this.transactions = transactions;
        this.ladder = ladder;
        this.tuning = tuning;
    }

    @PostMapping("/lab/sales")
    @ResponseStatus(HttpStatus.CREATED)
    NewSale open(CurrentUser user, @Valid @RequestBody SaleTerms terms) {
        user.require(Role.ADMIN);
        var saleId = TimeOrderedIds.next();
        transactions.run(() -> rows.create(saleId, TimeOrderedIds.next(), terms.units(), terms.perUserLimit()));
        ladder.announce(saleId, terms.units(), terms.perUserLimit());
        return new NewSale(saleId);
    }

    @PutMapping("/lab/tuning")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void tune(CurrentUser user, @Valid @RequestBody Turned turned) {
        user.require(Role.ADMIN);
        tuning.set(turned.poolSize(), turned.retries());
    }

    @GetMapping("/lab/backlog")
    Backlog backlog(CurrentUser user) {
        user.require(Role.ADMIN);
        return new Backlog(ladder.waiting());
    }

    record SaleTerms(
            @Min(1) @Max(10_000_000) long units,
            @Min(1) @Max(10_000) int perUserLimit) {}

    record NewSale(UUID saleId) {}

    record Turned(
            @Min(1) @Max(256) int poolSize,
            @Min(0) @Max(1000) int retries) {}

    record Backlog(long waiting) {}
}
