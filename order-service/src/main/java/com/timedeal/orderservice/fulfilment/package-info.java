/** What happens to an order that is paid for: shipped, delivered, and perhaps sent back. */
package com.timedeal.orderservice.fulfilment;
