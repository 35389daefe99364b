package com.timedeal.userservice.account;

import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.personaldata.Sealing;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.stereotype.Component;

/** Seals what older releases stored readable. In Java, because the database must not know the keys. */
@Component
class V3__SealPersonalData extends BaseJavaMigration {

    private final Sealing sealing;
    private final KeyedHash hashes;

    V3__SealPersonalData(Sealing sealing, KeyedHash hashes) {
        this.sealing = sealing;
        this.hashes = hashes;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        try (var read = connection.createStatement();
                var rows = read.executeQuery("select id, email, name, nickname, phone from account");
                var write = connection.prepareStatement("""
                        update account
                        set email_hash = ?, email_sealed = ?, name_sealed = ?, nickname_sealed = ?, phone_sealed = ?
                        where id = ?
                        """)) {
            while (rows.next()) {
                var id = UUID.fromString(rows.getString("id"));
                write.setBytes(1, hashes.of(Account.EMAIL_HASH, rows.getString("email")));
                write.setString(2, sealing.seal(Account.place("email", id), rows.getString("email")));
                write.setString(3, sealing.seal(Account.place("name", id), rows.getString("name")));
                write.setString(4, sealing.seal(Account.place("nickname", id), rows.getString("nickname")));
                write.setString(5, sealing.seal(Account.place("phone", id), rows.getString("phone")));
                write.setString(6, id.toString());
                write.addBatch();
            }
            write.executeBatch();
        }
    }
}
