/** Whether an access token is genuine, judged by user-service's published keys. */
package com.timedeal.gatewayservice.token;
