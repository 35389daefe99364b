/** What an order costs, measured against other ways to sell, on a platform started for nothing else. */
package com.timedeal.launcher.bench;
