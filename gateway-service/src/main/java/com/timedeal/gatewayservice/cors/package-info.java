/** Pages of which other origins may call the gateway from a browser. */
package com.timedeal.gatewayservice.cors;
