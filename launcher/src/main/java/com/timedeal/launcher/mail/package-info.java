/** What the platform has sent by e-mail, which goes to nobody: {@code ./timedeal mail} and whoever waits for a code. */
package com.timedeal.launcher.mail;
