/** One process of the operating system: starting it, finding it again, ending it, its log, memory and ports. */
package com.timedeal.launcher.process;
