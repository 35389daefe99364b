package com.timedeal.productservice.catalogue;

import com.timedeal.servicedefaults.ids.TimeOrderedIds;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** Something a seller sells. How many there are is not its business: see the stock package. */
@Entity
class Product implements Persistable<UUID> {

    @Id
    private UUID productId;

    @Column(updatable = false)
    private UUID sellerId;

    private String name;
    private String description;
    private String category;
    private long price;

    @Convert(converter = AttributesAsJson.class)
    private Map<String, String> attributes;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant deletedAt;

    @Version
    private int version;

    @Transient
    private boolean stored;

    protected Product() {}

    Product(UUID sellerId, ProductRequest request, Instant now) {
        this.productId = TimeOrderedIds.next();
        this.sellerId = sellerId;
        this.name = request.name();
        this.description = request.description();
        this.category = request.category();
        this.price = request.price();
        this.attributes = request.attributes();
        this.createdAt = now;
    }

    /** @param changes what is null stays as it is */
    void change(ProductChanges changes) {
        name = changes.name() == null ? name : changes.name();
        description = changes.description() == null ? description : changes.description();
        category = changes.category() == null ? category : changes.category();
        price = changes.price() == null ? price : changes.price();
        attributes = changes.attributes() == null ? attributes : changes.attributes();
    }

    /** Takes it out of the shop; orders and deals that name it keep their copy. */
    void withdraw(Instant now) {
        deletedAt = now;
    }

    boolean isWithdrawn() {
        return deletedAt != null;
    }

    UUID productId() {
        return productId;
    }

    UUID sellerId() {
        return sellerId;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    String category() {
        return category;
    }

    long price() {
        return price;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Override
    public UUID getId() {
        return productId;
    }

    @Override
    public boolean isNew() {
        return !stored;
    }

    @PostLoad
    @PostPersist
    void markStored() {
        stored = true;
    }
}
