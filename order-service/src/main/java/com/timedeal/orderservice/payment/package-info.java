/** Payments of orders and their refunds: written down before the provider is called, and never left open. */
package com.timedeal.orderservice.payment;
