/** Keeps messages back until they are due. */
package com.timedeal.scheduleservice;
