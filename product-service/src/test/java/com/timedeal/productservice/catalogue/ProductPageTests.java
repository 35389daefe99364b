package com.timedeal.productservice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.timedeal.servicedefaults.paging.PageQuery;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProductPageTests {

    private static final UUID SELLER = UUID.randomUUID();

    @Test
    void everyParameterTellsPagesApart() {
        var keys = Stream.of(
                        key(null, null, null, null, null, null, 0, 20),
                        key("a", null, null, null, null, null, 0, 20),
                        key(null, "a", null, null, null, null, 0, 20),
                        key(null, "", null, null, null, null, 0, 20),
                        key(null, null, 1L, null, null, null, 0, 20),
                        key(null, null, null, 1L, null, null, 0, 20),
                        key(null, null, 0L, null, null, null, 0, 20),
                        key(null, null, null, null, SELLER, null, 0, 20),
                        key(null, null, null, null, null, ProductSearch.Order.priceAsc, 0, 20),
                        key(null, null, null, null, null, ProductSearch.Order.priceDesc, 0, 20),
                        key(null, null, null, null, null, null, 1, 20),
                        key(null, null, null, null, null, null, 0, 21),
                        key("a, category=b", null, null, null, null, null, 0, 20),
                        key("a", "b", null, null, null, null, 0, 20),
                        key("Optional.empty", null, null, null, null, null, 0, 20))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void spellingsThatFindTheSameShareAPage() {
        assertThat(key("  lamp ", null, null, null, null, ProductSearch.Order.newest, null, null))
                .isEqualTo(key("lamp", null, null, null, null, null, 0, 20));
        assertThat(key("  ", null, null, null, null, null, 0, 20))
                .isEqualTo(key(null, null, null, null, null, null, 0, 20));
    }

    @Test
    void isShortWhateverPeopleTypeIn() {
        assertThat(List.of(
                        key("x".repeat(100), null, null, null, null, null, 0, 20),
                        key("a:b\n*", null, null, null, null, null, 0, 20)))
                .allSatisfy(key -> assertThat(key).matches("[0-9a-f]{64}"));
    }

    private static String key(
            String query,
            String category,
            Long minPrice,
            Long maxPrice,
            UUID seller,
            ProductSearch.Order sort,
            Integer page,
            Integer size) {
        return new ProductPage.Key(
                        new ProductSearch(query, category, minPrice, maxPrice, seller, sort), new PageQuery(page, size))
                .text();
    }
}
