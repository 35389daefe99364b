package com.timedeal.orderservice.allotment;

/**
 * What an allotment came to. The three numbers add up to its units.
 *
 * @param cancelled called off before it opened
 * @param sold units that are paid for
 * @param held units taken but not paid for yet
 * @param unsold units that go back to product stock
 */
public record Settlement(boolean cancelled, long sold, long held, long unsold) {}
