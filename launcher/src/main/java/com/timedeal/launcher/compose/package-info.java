/** What Docker Compose needs to know of this installation. */
package com.timedeal.launcher.compose;
