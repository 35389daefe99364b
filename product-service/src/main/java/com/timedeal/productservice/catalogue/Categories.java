package com.timedeal.productservice.catalogue;

import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Categories extends Repository<Category, String> {

    List<Category> findAllByOrderBySlug();

    boolean existsById(String slug);

    Category saveAndFlush(Category category);

    /** At once, so that a product in the category is noticed here and not at the commit. */
    @Modifying
    @Query("delete from Category c where c.slug = :slug")
    int deleteBySlug(String slug);
}
