/** What sellers see: who ordered their goods, and where to send them. */
package com.timedeal.orderservice.sales;
