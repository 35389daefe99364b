/** Limited units and who has taken how many: one row per sale, given out under its lock. */
package com.timedeal.orderservice.allotment;
