/** Timed events: what is due when, and that it is published at that time, once, whichever instance does it. */
package com.timedeal.scheduleservice.timedevent;
