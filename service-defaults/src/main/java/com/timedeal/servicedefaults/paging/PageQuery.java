package com.timedeal.servicedefaults.paging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.web.bind.annotation.BindParam;

/**
 * The {@code page} and {@code size} parameters of a list, bound from the query string.
 *
 * @param page 0-based; at most 10,000, since deep offsets are a cheap way to make a database sweat
 */
public record PageQuery(
        @BindParam("page") @Min(0) @Max(10_000) Integer page,
        @BindParam("size") @Min(1) @Max(100) Integer size) {

    public PageQuery {
        page = page == null ? 0 : page;
        size = size == null ? 20 : size;
    }

    public long offset() {
        return (long) page * size;
    }
}
