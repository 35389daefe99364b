/** Sends e-mail beside the request that caused it, a bounded number at a time. */
package com.timedeal.userservice.mailing;
