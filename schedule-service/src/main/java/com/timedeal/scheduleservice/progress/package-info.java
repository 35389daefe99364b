/** When orders are to be moved on: shipped, delivered, returned. */
package com.timedeal.scheduleservice.progress;
