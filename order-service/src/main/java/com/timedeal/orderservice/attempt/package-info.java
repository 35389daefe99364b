/** What buyers tried and what came of it when it failed; kept for them to read, whatever was rolled back. */
package com.timedeal.orderservice.attempt;
