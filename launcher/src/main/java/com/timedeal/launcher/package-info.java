/** The entry point of {@code ./timedeal}: finds the command and runs it. */
package com.timedeal.launcher;
