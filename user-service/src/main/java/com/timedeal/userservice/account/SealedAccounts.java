package com.timedeal.userservice.account;

import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.personaldata.Sealing;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds and opens what rows of accounts keep sealed, for lists that read them without the entity. */
@Component
public class SealedAccounts {

    private final Sealing sealing;
    private final KeyedHash hashes;

    SealedAccounts(Sealing sealing, KeyedHash hashes) {
        this.sealing = sealing;
        this.hashes = hashes;
    }

    /** As in the column {@code email_hash}. */
    public byte[] hash(EmailAddress address) {
        return hashes.of(Account.EMAIL_HASH, address.value());
    }

    /** @param what the column without {@code _sealed} */
    public String open(String what, UUID accountId, String sealed) {
        return sealing.open(Account.place(what, accountId), sealed);
    }
}
