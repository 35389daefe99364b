/** Where a request comes from, as far as that can be known. */
package com.timedeal.gatewayservice.source;
