package com.timedeal.productservice.cache;

import com.timedeal.servicedefaults.database.Transactions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where every write says what the shop window must show anew. */
@Component
public class ShownChanges {

    private final Transactions transactions;
    private final Cache cache;

    ShownChanges(Transactions transactions, Cache cache) {
        this.transactions = transactions;
        this.cache = cache;
    }

    /** Inside the unit of work that changes it; takes effect after its commit and before its caller goes on. */
    public void changed(Stamp... stamps) {
        var changed = List.of(stamps);
        transactions.afterwards(() -> cache.evict(changed));
    }
}
