/** Calls to product-service for regular stock, behind locks, retry and a circuit breaker. */
package com.timedeal.orderservice.stock;
