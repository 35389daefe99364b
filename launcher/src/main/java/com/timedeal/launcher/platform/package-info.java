/** The platform as a whole: what it consists of, how it starts in order, when it is ready, how it stops. */
package com.timedeal.launcher.platform;
