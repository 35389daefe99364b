/** How services reach Redis. What they keep in it is their own affair. */
package com.timedeal.servicedefaults.redis;
