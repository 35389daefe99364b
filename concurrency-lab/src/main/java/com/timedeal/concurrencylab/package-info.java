/** Ways to sell a limited number of units, side by side; to learn from and to measure, never part of a service. */
package com.timedeal.concurrencylab;
