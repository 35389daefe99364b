/** Another password for somebody who forgot theirs, by a code sent to their address. */
package com.timedeal.userservice.passwordreset;
