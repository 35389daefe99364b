/** {@code ./timedeal admin}: the first administrator, made by whoever has the keys of the installation. */
package com.timedeal.launcher.admin;
