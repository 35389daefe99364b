/** What a person means to buy, until it is ordered in one go. */
package com.timedeal.orderservice.wishlist;
