package com.timedeal.productservice.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import org.springframework.data.domain.Persistable;

@Entity
class Category implements Persistable<String> {

    @Id
    private String slug;

    private String name;

    @Transient
    private boolean isNew;

    protected Category() {}

    Category(String slug, String name) {
        this.slug = slug;
        this.name = name;
        this.isNew = true;
    }

    String slug() {
        return slug;
    }

    String name() {
        return name;
    }

    @Override
    public String getId() {
        return slug;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }
}
