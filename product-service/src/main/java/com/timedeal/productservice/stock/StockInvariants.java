package com.timedeal.productservice.stock;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StockInvariants {

    @Bean
    Invariant stockNeverNegative() {
        return Invariant.always(
                "I2",
                "No shelf holds fewer than zero units.",
                "select count(*) as products, coalesce(sum(available), 0) as units from stock",
                "select product_id, available from stock where available < 0");
    }

    @Bean
    Invariant ledgerEqualsShelf() {
        return Invariant.always(
                "I3",
                "The movements of a product add up to what is on its shelf.",
                "select count(*) as movements from stock_movement",
                """
                select s.product_id, s.available, coalesce(sum(m.quantity), 0) as ledger
                from stock s left join stock_movement m on m.product_id = s.product_id
                group by s.product_id, s.available
                having s.available <> ledger
                """);
    }

    @Bean
    Invariant everyMovementHasItsCause() {
        return Invariant.always(
                "I4",
                "Every movement for an order belongs to a reservation in the state that explains it.",
                "select count(*) as reservations, coalesce(sum(state = 'RESERVED'), 0) as reserved,"
                        + " coalesce(sum(state = 'RELEASED'), 0) as released from stock_reservation",
                // The movements are summed up first: to look them up line by line, the ledger's key leads to all of a
                // product's movements each time.
                """
                select l.order_id, l.product_id, l.quantity, r.state, coalesce(m.quantity, 0) as moved
                from stock_reservation_line l
                join stock_reservation r on r.order_id = l.order_id
                left join (
                    select reference, product_id, sum(quantity) as quantity
                    from stock_movement
                    where kind in ('RESERVED', 'RELEASED')
                    group by reference, product_id
                ) m on m.reference = l.order_id and m.product_id = l.product_id
                where coalesce(m.quantity, 0) <> if(r.state = 'RESERVED', -l.quantity, 0)
                """);
    }

    @Bean
    Invariant everyReturnIsOnTheShelf() {
        return Invariant.always(
                "I17-product",
                "Units of a deal that came back with an order were put on the shelf once, and not more of a deal than it had.",
                "select count(*) as returns, coalesce(sum(units), 0) as units from deal_return",
                """
                select r.order_id, r.deal_id, r.units, coalesce(sum(m.quantity), 0) as moved
                from deal_return r
                left join stock_movement m on m.reference = r.order_id and m.kind = 'DEAL_RETURNED'
                    and m.product_id = r.product_id
                group by r.order_id, r.deal_id, r.units
                having moved <> r.units
                union all
                select m.reference, null, null, m.quantity
                from stock_movement m
                left join deal_return r on r.order_id = m.reference
                where m.kind = 'DEAL_RETURNED' and r.order_id is null
                union all
                select null, d.deal_id, d.quantity, sum(r.units)
                from deal d join deal_return r on r.deal_id = d.deal_id
                group by d.deal_id, d.quantity
                having sum(r.units) > d.quantity
                """);
    }
}
