/** The only public door: finds the service a path belongs to, and lets nothing in that pretends to be what it is not. */
package com.timedeal.gatewayservice;
