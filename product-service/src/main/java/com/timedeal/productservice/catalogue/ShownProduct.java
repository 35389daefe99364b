package com.timedeal.productservice.catalogue;

/**
 * A product as the cache keeps it.
 *
 * @param withdrawn no longer in the shop, but still shown with its deals
 */
record ShownProduct(ProductView view, boolean withdrawn) {}
