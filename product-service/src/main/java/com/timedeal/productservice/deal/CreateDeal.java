package com.timedeal.productservice.deal;

import com.timedeal.productservice.catalogue.Catalogue;
import com.timedeal.productservice.catalogue.ProductView;
import com.timedeal.productservice.stock.Stock;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.idempotency.IdempotencyKey;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.servicedefaults.problem.Problems;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Sets the units aside, writes the deal and announces it, all in one transaction.
 *
 * <p>The idempotency key stands on the deal's own row: key and effect commit together.
 */
@Component
class CreateDeal {

    private final NewDeals newDeals;
    private final Catalogue catalogue;
    private final Stock stock;
    private final Transactions transactions;

    CreateDeal(NewDeals newDeals, Catalogue catalogue, Stock stock, Transactions transactions) {
        this.newDeals = newDeals;
        this.catalogue = catalogue;
        this.stock = stock;
        this.transactions = transactions;
    }

    /** @return the id of the deal, or of the one this key has made before */
    UUID create(UUID sellerId, IdempotencyKey key, CreateDealRequest request) {
        try {
            return transactions.call(
                    () -> newDeals.madeBefore(sellerId, key, request).orElseGet(() -> make(sellerId, key, request)));
        } catch (DuplicateKeyException e) {
            // The same key in parallel: the other one has committed, so its deal is there now.
            return newDeals.madeBefore(sellerId, key, request).orElseThrow(() -> e);
        }
    }

    private UUID make(UUID sellerId, IdempotencyKey key, CreateDealRequest request) {
        var product = catalogue.lockOwn(request.productId(), sellerId).orElseThrow(() -> Problems.notFound("product"));
        newDeals.check(request, product);
        var dealId = TimeOrderedIds.next();
        if (!stock.setAside(request.productId(), request.quantity(), dealId)) {
            throw insufficient(product);
        }
        newDeals.insert(dealId, sellerId, key, request, product.name());
        return dealId;
    }

    private static RuntimeException insufficient(ProductView product) {
        return Problems.refuse(
                HttpStatus.CONFLICT,
                "INSUFFICIENT_STOCK",
                "The product has " + product.stock() + " units; a deal sets its units aside from these.");
    }
}
