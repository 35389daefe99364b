/** Orders and their way through life; wishlist orders are placed here. */
package com.timedeal.orderservice.order;
