package com.timedeal.productservice.catalogue;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Products extends Repository<Product, UUID> {

    /** Also one that was withdrawn. */
    Optional<Product> findById(UUID productId);

    /** Also those that were withdrawn: a deal goes on showing what it sells. */
    List<Product> findByProductIdIn(Collection<UUID> productIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Product p where p.productId = :productId and p.sellerId = :sellerId and p.deletedAt is null")
    Optional<Product> lockOwn(UUID productId, UUID sellerId);

    @Query("""
            select p from Product p
            where p.deletedAt is null
              and (:text is null or p.name like concat('%', :text, '%') escape '!')
              and (:category is null or p.category = :category)
              and (:minPrice is null or p.price >= :minPrice)
              and (:maxPrice is null or p.price <= :maxPrice)
              and (:sellerId is null or p.sellerId = :sellerId)
            """)
    Page<Product> search(String text, String category, Long minPrice, Long maxPrice, UUID sellerId, Pageable page);

    Product saveAndFlush(Product product);
}
