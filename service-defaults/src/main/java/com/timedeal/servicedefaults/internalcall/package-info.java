/** Calls from one service to another: found through Eureka, signed, bounded in time. */
package com.timedeal.servicedefaults.internalcall;
