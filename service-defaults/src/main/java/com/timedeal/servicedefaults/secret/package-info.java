/** Refuses to start on a secret that is missing, short or known to everybody. */
package com.timedeal.servicedefaults.secret;
