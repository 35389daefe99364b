/** What of a stranger's request is let in at all. */
package com.timedeal.gatewayservice.request;
