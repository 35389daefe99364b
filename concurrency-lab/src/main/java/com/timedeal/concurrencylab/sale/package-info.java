/** What is sold in the lab and the rows of a purchase: the same as order-service writes. */
package com.timedeal.concurrencylab.sale;
