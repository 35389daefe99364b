package com.timedeal.userservice.account;

import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import com.timedeal.userservice.email.EmailAddress;
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

/** Somebody who may sign in. Everybody is a buyer; other roles come on top. */
@Entity
class Account implements Persistable<UUID> {

    @Id
    private UUID id;

    private String email;
    private String passwordHash;
    private String name;
    private String nickname;
    private String phone;

    @Convert(converter = RolesColumn.class)
    private Set<Role> roles;

    private Instant createdAt;

    /** We make the ids: without this, Spring Data would ask the database whether it knows each new one. */
    @Transient
    private boolean isNew;

    protected Account() {}

    private Account(EmailAddress email, String passwordHash, SignUpRequest request, Instant now) {
        this.id = TimeOrderedIds.next();
        this.email = email.value();
        this.passwordHash = passwordHash;
        this.name = request.name();
        this.nickname = request.nickname();
        this.phone = request.phone();
        this.roles = EnumSet.of(Role.BUYER);
        this.createdAt = now;
        this.isNew = true;
    }

    static Account open(EmailAddress email, String passwordHash, SignUpRequest request, Instant now) {
        return new Account(email, passwordHash, request, now);
    }

    /** Twice is as good as once. */
    void becomeSeller() {
        var more = EnumSet.copyOf(roles);
        more.add(Role.SELLER);
        roles = more;
    }

    Profile profile() {
        return new Profile(id, email, name, nickname, phone, roles, createdAt);
    }

    String passwordHash() {
        return passwordHash;
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
