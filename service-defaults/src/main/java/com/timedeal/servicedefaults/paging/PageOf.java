package com.timedeal.servicedefaults.paging;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param page 0-based
 * @param size how many items a full page has
 */
public record PageOf<T>(List<T> items, int page, int size, long totalItems, long totalPages) {

    public static <T> PageOf<T> of(List<T> items, PageQuery query, long totalItems) {
        return new PageOf<>(
                items, query.page(), query.size(), totalItems, (totalItems + query.size() - 1) / query.size());
    }

    public <R> PageOf<R> map(Function<T, R> mapper) {
        return new PageOf<>(items.stream().map(mapper).toList(), page, size, totalItems, totalPages);
    }
}
