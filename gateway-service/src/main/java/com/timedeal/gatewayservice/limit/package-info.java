/** How many requests one account, or one source without an account, may send. */
package com.timedeal.gatewayservice.limit;
