/** Orders that end before they are shipped, by their buyer's wish or by time, and where their units go. */
package com.timedeal.orderservice.cancellation;
