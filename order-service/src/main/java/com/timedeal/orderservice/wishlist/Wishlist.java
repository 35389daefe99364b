package com.timedeal.orderservice.wishlist;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The wishlist rows of all people; one row per person and product. */
@Component
public class Wishlist {

    static final int MAX_ITEMS = 100;

    private final JdbcClient jdbc;

    Wishlist(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return quantity by product, ascending by product id */
    public SortedMap<UUID, Long> of(UUID userId) {
        var items = new TreeMap<UUID, Long>();
        jdbc.sql("select product_id, quantity from wishlist_item where user_id = ?")
                .param(userId)
                .query(Item.class)
                .list()
                .forEach(item -> items.put(item.productId(), item.quantity()));
        return items;
    }

    /** Adds the product or changes its quantity. @return false when the list is full */
    boolean put(UUID userId, UUID productId, long quantity) {
        var full = jdbc.sql("select count(*) >= ? from wishlist_item where user_id = ? and product_id <> ?")
                .params(MAX_ITEMS, userId, productId)
                .query(Boolean.class)
                .single();
        if (full) {
            return false;
        }
        jdbc.sql("""
                        insert into wishlist_item (user_id, product_id, quantity) values (:user, :product, :quantity)
                        on duplicate key update quantity = :quantity
                        """)
                .param("user", userId)
                .param("product", productId)
                .param("quantity", quantity)
                .update();
        return true;
    }

    void remove(UUID userId, UUID productId) {
        jdbc.sql("delete from wishlist_item where user_id = ? and product_id = ?")
                .params(userId, productId)
                .update();
    }

    /** Takes off what was ordered, in the caller's transaction. */
    public void clear(UUID userId, Collection<UUID> productIds) {
        jdbc.sql("delete from wishlist_item where user_id = :user and product_id in (:products)")
                .param("user", userId)
                .param("products", productIds)
                .update();
    }

    record Item(UUID productId, long quantity) {}
}
