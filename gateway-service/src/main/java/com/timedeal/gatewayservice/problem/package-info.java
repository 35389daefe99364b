/** What the gateway says when it has to answer itself. */
package com.timedeal.gatewayservice.problem;
