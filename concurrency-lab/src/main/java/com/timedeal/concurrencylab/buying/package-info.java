/** The ladder: one way to buy per class, all under the same contract and behind the same endpoint. */
package com.timedeal.concurrencylab.buying;
