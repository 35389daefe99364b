/** Buying units of a deal, and what becomes of the deal's allotment. */
package com.timedeal.orderservice.deal;
