/** The messages about deals that have timed events, and what those events say. */
package com.timedeal.scheduleservice.deal;
