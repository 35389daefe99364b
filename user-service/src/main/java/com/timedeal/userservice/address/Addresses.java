package com.timedeal.userservice.address;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.userservice.account.Standings;
import com.timedeal.userservice.personaldata.Sealing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The addresses of everybody, sealed. Every statement names the account: what is not theirs is not there. */
@Component
class Addresses {

    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Standings standings;
    private final Sealing sealing;
    private final ObjectMapper json;

    Addresses(JdbcClient jdbc, Transactions transactions, Standings standings, Sealing sealing, ObjectMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.standings = standings;
        this.sealing = sealing;
        this.json = json;
    }

    /** An address and its id. */
    record Kept(UUID addressId, Address address) {}

    List<Kept> of(UUID accountId) {
        return jdbc.sql("select id, sealed from address where account_id = ? order by id")
                .param(accountId)
                .query((row, number) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Kept(id, open(id, row.getString("sealed")));
                })
                .list();
    }

    Optional<Kept> find(UUID accountId, UUID addressId) {
        return jdbc.sql("select sealed from address where id = ? and account_id = ?")
                .params(addressId, accountId)
                .query(String.class)
                .optional()
                .map(text -> new Kept(addressId, open(addressId, text)));
    }

    Result add(UUID accountId, Address address) {
        var id = TimeOrderedIds.next();
        var text = seal(id, address);
        return transactions.call(() -> {
            // The lock makes the count hold, and keeps a closed account from getting an address.
            if (standings.lock(accountId).isEmpty()) {
                return new NoSuchAccount();
            }
            var count = jdbc.sql("select count(*) from address where account_id = ?")
                    .param(accountId)
                    .query(Long.class)
                    .single();
            if (count >= MOST) {
                return new TooMany(MOST);
            }
            jdbc.sql("insert into address (id, account_id, sealed, created_at) values (?, ?, ?, sysdate(6))")
                    .params(id, accountId, text)
                    .update();
            return new Added(id);
        });
    }

    /** @return false when that account has no such address */
    boolean replace(UUID accountId, UUID addressId, Address address) {
        var text = seal(addressId, address);
        return transactions.call(() -> jdbc.sql("update address set sealed = ? where id = ? and account_id = ?")
                        .params(text, addressId, accountId)
                        .update()
                > 0);
    }

    /** @return false when that account has no such address */
    boolean delete(UUID accountId, UUID addressId) {
        return transactions.call(() -> jdbc.sql("delete from address where id = ? and account_id = ?")
                        .params(addressId, accountId)
                        .update()
                > 0);
    }

    private String seal(UUID id, Address address) {
        try {
            return sealing.seal(place(id), json.writeValueAsString(address));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Address open(UUID id, String text) {
        try {
            return json.readValue(sealing.open(place(id), text), Address.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An address cannot be read", e);
        }
    }

    private static String place(UUID id) {
        return "address:" + id;
    }

    sealed interface Result {}

    record Added(UUID addressId) implements Result {}

    record TooMany(int most) implements Result {}

    record NoSuchAccount() implements Result {}
}
