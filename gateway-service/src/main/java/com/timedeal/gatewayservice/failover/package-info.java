/** Which instance a request goes to, and what happens when that instance is gone. */
package com.timedeal.gatewayservice.failover;
