package com.timedeal.userservice.account;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Accounts extends Repository<Account, UUID> {

    Account save(Account account);

    Optional<Account> findById(UUID id);

    /** @param email normalised */
    Optional<Account> findByEmail(String email);

    /** @param email normalised */
    boolean existsByEmail(String email);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.id = :id")
    Optional<Account> lockById(UUID id);
}
