/** A service's answer on its way out. */
package com.timedeal.gatewayservice.answer;
