package com.timedeal.productservice.catalogue;

import java.util.List;
import org.springframework.data.repository.Repository;

interface Categories extends Repository<Category, String> {

    List<Category> findAllByOrderBySlug();

    boolean existsById(String slug);

    Category saveAndFlush(Category category);

    int deleteBySlug(String slug);
}
