package com.timedeal.productservice.catalogue;

import com.timedeal.servicedefaults.identity.CurrentUser;
import com.timedeal.servicedefaults.identity.Role;
import com.timedeal.servicedefaults.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/categories")
class CategoryController {

    private final Categories categories;

    CategoryController(Categories categories) {
        this.categories = categories;
    }

    @GetMapping
    List<CategoryView> list() {
        return categories.findAllByOrderBySlug().stream()
                .map(category -> new CategoryView(category.slug(), category.name()))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CategoryView add(CurrentUser user, @Valid @RequestBody CategoryView request) {
        user.require(Role.ADMIN);
        try {
            categories.saveAndFlush(new Category(request.slug(), request.name()));
        } catch (DataIntegrityViolationException e) {
            throw Problems.refuse(HttpStatus.CONFLICT, "CATEGORY_EXISTS", "There is a category of this slug already.");
        }
        return request;
    }

    @DeleteMapping("/{slug}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void remove(CurrentUser user, @PathVariable String slug) {
        user.require(Role.ADMIN);
        try {
            if (categories.deleteBySlug(slug) == 0) {
                throw Problems.notFound("category");
            }
        } catch (DataIntegrityViolationException e) {
            throw Problems.refuse(HttpStatus.CONFLICT, "CATEGORY_IN_USE", "There are products in this category.");
        }
    }

    /** @param slug lower-case letters, digits and dashes */
    record CategoryView(
            @NotNull @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?")
            String slug,

            @NotBlank @Size(max = 100) String name) {}
}
