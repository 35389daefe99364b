/** Whoever moves the money: the port to a payment provider, its signed callbacks, and a simulated one with books of its own. */
package com.timedeal.orderservice.provider;
