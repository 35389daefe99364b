package com.timedeal.productservice.quantity;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class QuantityInvariants {

    @Bean
    Invariant changesOfQuantityEnd() {
        return Invariant.onceQuiet(
                "I13-quantity",
                "No change of a deal's quantity is undecided for longer than 30 seconds.",
                "select count(*) as changes, coalesce(sum(state = 'APPLIED'), 0) as applied,"
                        + " coalesce(sum(state = 'REFUSED'), 0) as refused from deal_quantity_change",
                """
                select change_id, deal_id, from_units, to_units, started_at
                from deal_quantity_change
                where state = 'STARTED' and started_at < sysdate(6) - interval 30 second
                """);
    }
}
