/** Wishlists, orders and the units of a deal. */
package com.timedeal.orderservice;
