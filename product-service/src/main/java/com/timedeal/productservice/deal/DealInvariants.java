package com.timedeal.productservice.deal;

import com.timedeal.servicedefaults.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DealInvariants {

    @Bean
    Invariant statesFollowTheWindow() {
        return Invariant.always(
                "I8",
                "A deal opened at most once, not before opensAt, and closed at most once, after it opened.",
                """
                select count(*) as deals, coalesce(sum(if(status = 'CANCELLED', 0, quantity)), 0) as units,
                    coalesce(sum(status = 'OPEN'), 0) as open_now,
                    (select coalesce(max(timestampdiff(microsecond, d.opens_at, t.occurred_at)) div 1000, 0)
                        from deal d join deal_transition t on t.deal_id = d.deal_id and t.status = 'OPEN')
                        as opening_lag_max_ms
                from deal
                """,
                """
                select d.deal_id, d.status, d.opens_at, o.occurred_at as opened_at, c.occurred_at as closed_at
                from deal d
                left join deal_transition o on o.deal_id = d.deal_id and o.status = 'OPEN'
                left join deal_transition c on c.deal_id = d.deal_id and c.status = 'CLOSED'
                where o.occurred_at < d.opens_at
                   or c.occurred_at < o.occurred_at
                   or (c.occurred_at is not null and o.occurred_at is null)
                   or (d.status in ('OPEN', 'CLOSED') and o.occurred_at is null)
                   or (d.status = 'CLOSED' and c.occurred_at is null)
                """);
    }

    @Bean
    Invariant settlementExplainsEveryUnit() {
        return Invariant.always(
                "I6",
                "Every unit of a settled deal was sold, is held or went back to stock.",
                "select count(settled_at) as settled, coalesce(sum(sold), 0) as sold, coalesce(sum(held), 0) as held,"
                        + " coalesce(sum(unsold), 0) as unsold from deal",
                """
                select deal_id, quantity, sold, held, unsold
                from deal
                where settled_at is not null and sold + held + unsold <> quantity
                """);
    }

    @Bean
    Invariant setAsideUnitsAreAccountedFor() {
        return Invariant.always(
                "I1-product",
                "What a deal took off the shelf is its quantity, and what came back is what it did not sell.",
                null,
                """
                select d.deal_id, d.quantity, d.unsold, d.status,
                    coalesce(m.quantity, 0) + coalesce(c.moved, 0) as moved, coalesce(c.under_way, 0) as under_way
                from deal d
                left join (
                    select reference, sum(quantity) as quantity
                    from stock_movement
                    where kind in ('SET_ASIDE', 'DEAL_CANCELLED', 'DEAL_UNSOLD')
                    group by reference
                ) m on m.reference = d.deal_id
                left join (
                    select q.deal_id, sum(coalesce(s.quantity, 0)) as moved,
                        sum(if(q.state = 'STARTED' and q.to_units > q.from_units, q.to_units - q.from_units, 0)) as under_way
                    from deal_quantity_change q
                    left join (
                        select reference, sum(quantity) as quantity
                        from stock_movement
                        where kind in ('DEAL_GROWN', 'DEAL_GROWTH_UNDONE', 'DEAL_SHRUNK')
                        group by reference
                    ) s on s.reference = q.change_id
                    group by q.deal_id
                ) c on c.deal_id = d.deal_id
                where coalesce(m.quantity, 0) + coalesce(c.moved, 0) + coalesce(c.under_way, 0) <> case
                    when d.status = 'CANCELLED' then 0
                    else -d.quantity + coalesce(d.unsold, 0)
                end
                """);
    }

    @Bean
    Invariant overdueDealsAreMoved() {
        return Invariant.onceQuiet(
                "I13-deal",
                "No deal waits for its opening, closing or settlement for longer than 30 seconds.",
                null,
                """
                select deal_id, status, opens_at, closes_at
                from deal
                where (status = 'SCHEDULED' and opens_at < sysdate(6) - interval 30 second)
                   or (status = 'OPEN' and closes_at < sysdate(6) - interval 30 second)
                   or (status = 'CLOSED' and settled_at is null and closes_at < sysdate(6) - interval 30 second)
                """);
    }
}
