/** The commands with which a person starts, stops and watches the platform. */
package com.timedeal.launcher.control;
