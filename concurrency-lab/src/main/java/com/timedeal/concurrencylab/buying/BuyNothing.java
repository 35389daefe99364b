package com.timedeal.concurrencylab.buying;

import com.timedeal.concurrencylab.sale.Bought;
import com.timedeal.concurrencylab.sale.Intent;
import com.timedeal.concurrencylab.sale.LabOrder;
import com.timedeal.concurrencylab.sale.Sale;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The answer without the effect: everything that the other ways pay for besides deciding and writing. */
@Component
class BuyNothing implements Buying {

    private final LabSettings settings;

    BuyNothing(LabSettings settings) {
        this.settings = settings;
    }

    @Override
    public Bought buy(Intent intent) {
        var now = Instant.now();
        var sale = new Sale(
                intent.saleId(),
                intent.saleId(),
                intent.saleId(),
                "Something worth waiting for",
                19_900,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                now,
                now,
                1,
                now);
        return new Bought.Placed(LabOrder.of(intent, sale, settings.paymentDueAfter()));
    }
}
