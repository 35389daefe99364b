/** Deals: so many units at this price from this moment to that one, and the states they go through. */
package com.timedeal.productservice.deal;
