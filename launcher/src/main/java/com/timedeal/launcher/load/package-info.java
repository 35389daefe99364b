/** The load scenarios of {@code jmeter/}, run without an installed JMeter and held against the platform's books. */
package com.timedeal.launcher.load;
