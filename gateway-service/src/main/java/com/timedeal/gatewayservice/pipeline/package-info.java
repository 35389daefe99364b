/** What concerns the chain of filters itself. */
package com.timedeal.gatewayservice.pipeline;
