/** A buyer's own orders: looked through, looked at, taken home as a file. */
package com.timedeal.orderservice.myorders;
