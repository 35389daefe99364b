/** What every command of the launcher has in common. */
package com.timedeal.launcher.command;
