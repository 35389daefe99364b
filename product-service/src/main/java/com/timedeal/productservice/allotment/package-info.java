/** Calls to order-service about the units of a deal, which it alone gives out. */
package com.timedeal.productservice.allotment;
