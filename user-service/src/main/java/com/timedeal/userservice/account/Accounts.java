package com.timedeal.userservice.account;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Closed accounts are found by none of these. */
interface Accounts extends Repository<Account, UUID> {

    Account save(Account account);

    @Query("select a from Account a where a.id = :id and a.deletedAt is null")
    Optional<Account> findById(UUID id);

    /** @param emailHash of the normalised address */
    Optional<Account> findByEmailHash(byte[] emailHash);

    /** @param emailHash of the normalised address */
    boolean existsByEmailHash(byte[] emailHash);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.id = :id and a.deletedAt is null")
    Optional<Account> lockById(UUID id);
}
