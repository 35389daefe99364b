package com.timedeal.orderservice.sales;

import com.timedeal.orderservice.export.Table;
import com.timedeal.orderservice.order.OrderFilter;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The order tables as a seller reads them. Every statement names the seller of the line, so that no way of asking shows what
 * somebody else sold.
 */
@Component
class Sales {

    /** Not before somebody has paid, and not when nothing will be sent any more. */
    private static final String COLUMNS = """
            o.order_id, o.status, o.deal_id, o.placed_at, o.user_id, l.product_id, l.name, l.quantity, l.unit_price,
            if(o.status in ('PAID', 'SHIPPED', 'DELIVERED', 'RETURN_REQUESTED', 'RETURNED'), o.address, null) as address
            """;

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A product is known here once it was put into a deal or ordered, not before. */
    boolean isSeller(UUID sellerId, Goods goods) {
        var sql = switch (goods) {
            case Goods.OfDeal deal ->
                "select exists (select 1 from allotment where allotment_id = :goods and seller_id = :seller)";
            case Goods.OfProduct product -> """
                    select exists (select 1 from order_line where product_id = :goods and seller_id = :seller)
                        or exists (select 1 from allotment where product_id = :goods and seller_id = :seller)
                    """;
        };
        return jdbc.sql(sql)
                .param("goods", goods.id())
                .param("seller", sellerId)
                .query(Boolean.class)
                .single();
    }

    /** Newest first. */
    List<Sale> page(UUID sellerId, Goods goods, OrderFilter filter, int size, long offset) {
        var newestFirst = " order by " + orderIdIn(goods) + " desc limit :size offset :offset";
        return about("select " + COLUMNS, sellerId, goods, filter, newestFirst)
                .param("size", size)
                .param("offset", offset)
                .query(Sale::of)
                .list();
    }

    long count(UUID sellerId, Goods goods, OrderFilter filter) {
        return about("select count(*)", sellerId, goods, filter, "")
                .query(Long.class)
                .single();
    }

    /** All of them, newest first. */
    Table.Rows<Sale> rows(UUID sellerId, Goods goods, OrderFilter filter) {
        return new Table.Rows<>() {
            @Override
            public long count(long upTo) {
                return about("select count(*) from (select 1", sellerId, goods, filter, " limit :upTo) found")
                        .param("upTo", upTo)
                        .query(Long.class)
                        .single();
            }

            @Override
            public List<Sale> after(Sale last, int atMost) {
                var before = last == null ? "" : " and " + orderIdIn(goods) + " < :last";
                var newestFirst = before + " order by " + orderIdIn(goods) + " desc limit :atMost";
                var query = about("select " + COLUMNS, sellerId, goods, filter, newestFirst)
                        .param("atMost", atMost);
                if (last != null) {
                    query = query.param("last", last.orderId());
                }
                return query.query(Sale::of).list();
            }
        };
    }

    /**
     * The tables in the order in which they are to be read: the first one has an index that is in the order of the rows, and
     * a page must not cost a sort of all of them.
     */
    private JdbcClient.StatementSpec about(
            String select, UUID sellerId, Goods goods, OrderFilter filter, String conditionsAndRest) {
        var tables = switch (goods) {
            case Goods.OfDeal deal -> """
                     from orders o force index (of_deal_newest)
                     straight_join order_line l on l.order_id = o.order_id
                     where o.deal_id = :goods and l.seller_id = :seller
                    """;
            case Goods.OfProduct product -> """
                     from order_line l force index (sold)
                     straight_join orders o on o.order_id = l.order_id
                     where l.product_id = :goods and l.seller_id = :seller
                    """;
        };
        return jdbc.sql(select + tables + filter.sql() + conditionsAndRest)
                .param("goods", goods.id())
                .param("seller", sellerId)
                .params(filter.parameters());
    }

    private static String orderIdIn(Goods goods) {
        return switch (goods) {
            case Goods.OfDeal deal -> "o.order_id";
            case Goods.OfProduct product -> "l.order_id";
        };
    }
}
