package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.database.Transactions;
import com.timedeal.userservice.session.EndReason;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps somebody out, at once and until further notice. Twice is as good as once. */
@Component
public class DisableAccount {

    private final JdbcClient jdbc;
    private final Standings standings;
    private final RevokeAccess revokeAccess;
    private final Transactions transactions;

    DisableAccount(JdbcClient jdbc, Standings standings, RevokeAccess revokeAccess, Transactions transactions) {
        this.jdbc = jdbc;
        this.standings = standings;
        this.revokeAccess = revokeAccess;
        this.transactions = transactions;
    }

    /** @return false when there is no such account */
    public boolean disable(UUID userId) {
        return transactions.call(() -> {
            var standing = standings.lock(userId);
            if (standing.isPresent() && !standing.get().disabled()) {
                jdbc.sql("update account set disabled_at = sysdate(6) where id = ? and disabled_at is null")
                        .param(userId)
                        .update();
                revokeAccess.everywhere(userId, EndReason.DISABLED);
            }
            return standing.isPresent();
        });
    }

    /** @return false when there is no such account */
    public boolean enable(UUID userId) {
        return transactions.call(() -> {
            var standing = standings.lock(userId);
            jdbc.sql("update account set disabled_at = null where id = ? and disabled_at is not null")
                    .param(userId)
                    .update();
            return standing.isPresent();
        });
    }
}
