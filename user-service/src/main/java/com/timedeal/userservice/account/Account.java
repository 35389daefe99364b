package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.userservice.email.EmailAddress;
import com.timedeal.userservice.personaldata.KeyedHash;
import com.timedeal.userservice.personaldata.Sealing;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/**
 * Somebody who may sign in. Everybody is a buyer; other roles come on top. What is personal is kept sealed, each value for its
 * own place, so that the rows tell nothing without the keys. Once closed, nothing of the person is left but the id.
 */
@Entity
class Account implements Persistable<UUID> {

    /** What hashes of addresses are made for; see {@link KeyedHash#of}. */
    static final String EMAIL_HASH = "account-email";

    @Id
    private UUID id;

    private byte[] emailHash;
    private String emailSealed;
    private String passwordHash;
    private String nameSealed;
    private String nicknameSealed;
    private String phoneSealed;
    private String refundSealed;

    @Convert(converter = RolesColumn.class)
    private Set<Role> roles;

    private Instant createdAt;
    private Instant deletedAt;

    /** {@link RevokeAccess} alone writes it. */
    @Column(insertable = false, updatable = false)
    private long tokenVersion;

    /** We make the ids: without this, Spring Data would ask the database whether it knows each new one. */
    @Transient
    private boolean isNew;

    protected Account() {}

    static Account open(
            EmailAddress email,
            String passwordHash,
            SignUpRequest request,
            Instant now,
            Sealing sealing,
            KeyedHash hashes) {
        var account = new Account();
        account.id = TimeOrderedIds.next();
        account.emailHash = hashes.of(EMAIL_HASH, email.value());
        account.emailSealed = sealing.seal(place("email", account.id), email.value());
        account.passwordHash = passwordHash;
        account.nameSealed = sealing.seal(place("name", account.id), request.name());
        account.nicknameSealed = sealing.seal(place("nickname", account.id), request.nickname());
        account.phoneSealed = sealing.seal(place("phone", account.id), request.phone());
        account.roles = EnumSet.of(Role.BUYER);
        account.createdAt = now;
        account.isNew = true;
        return account;
    }

    /** Where a value is kept: it opens in this column of this row alone. */
    static String place(String column, UUID id) {
        return "account." + column + ":" + id;
    }

    /** Twice is as good as once. */
    void becomeSeller() {
        var more = EnumSet.copyOf(roles);
        more.add(Role.SELLER);
        roles = more;
    }

    /** @return whether that changed anything; everybody stays a buyer */
    boolean changeRoles(Set<Role> wanted) {
        var changed = EnumSet.of(Role.BUYER);
        changed.addAll(wanted);
        if (changed.equals(roles)) {
            return false;
        }
        roles = changed;
        return true;
    }

    /** What is null stays as it was. */
    void change(ProfileChanges changes, Sealing sealing) {
        if (changes.name() != null) {
            nameSealed = sealing.seal(place("name", id), changes.name());
        }
        if (changes.nickname() != null) {
            nicknameSealed = sealing.seal(place("nickname", id), changes.nickname());
        }
        if (changes.phone() != null) {
            phoneSealed = sealing.seal(place("phone", id), changes.phone());
        }
    }

    /** @param refundAccount as JSON */
    void refundTo(String refundAccount, Sealing sealing) {
        refundSealed = sealing.seal(place("refund", id), refundAccount);
    }

    void changePassword(String hash) {
        passwordHash = hash;
    }

    /** For good: the address is free again, and nothing personal is left. */
    void close(Instant now) {
        emailHash = null;
        emailSealed = null;
        passwordHash = null;
        nameSealed = null;
        nicknameSealed = null;
        phoneSealed = null;
        refundSealed = null;
        roles = EnumSet.of(Role.BUYER);
        deletedAt = now;
    }

    Profile profile(Sealing sealing) {
        return new Profile(
                id,
                sealing.open(place("email", id), emailSealed),
                sealing.open(place("name", id), nameSealed),
                sealing.open(place("nickname", id), nicknameSealed),
                sealing.open(place("phone", id), phoneSealed),
                roles,
                createdAt);
    }

    /** As JSON; null when there is none. */
    String refundAccount(Sealing sealing) {
        return sealing.open(place("refund", id), refundSealed);
    }

    EmailAddress email(Sealing sealing) {
        return new EmailAddress(sealing.open(place("email", id), emailSealed));
    }

    boolean isOpen() {
        return deletedAt == null;
    }

    /** Null once it is closed. */
    byte[] emailHash() {
        return emailHash;
    }

    /** Null once it is closed. */
    String passwordHash() {
        return passwordHash;
    }

    long tokenVersion() {
        return tokenVersion;
    }

    Set<Role> roles() {
        return Set.copyOf(roles);
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @PostPersist
    @PostLoad
    private void stored() {
        isNew = false;
    }
}
