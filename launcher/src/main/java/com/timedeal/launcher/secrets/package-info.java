/** The random secrets and keys of one installation, made once and kept in its home folder. */
package com.timedeal.launcher.secrets;
