package com.timedeal.productservice.allotment;

/**
 * What a sale came to in the end.
 *
 * @param cancelled called off before it opened: all units are unsold, whatever the numbers say
 * @param held units taken but not paid for at that moment
 */
public record Settlement(boolean cancelled, long sold, long held, long unsold) {}
