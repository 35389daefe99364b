/** A timed sale played from end to end against the running platform, and what its buyers saw held against its books. */
package com.timedeal.launcher.demo;
