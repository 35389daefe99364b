/** What somebody who watches over the door wants to know. */
package com.timedeal.gatewayservice.securitylog;
