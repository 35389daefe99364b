/** By which names a request can be found again. */
package com.timedeal.gatewayservice.trace;
