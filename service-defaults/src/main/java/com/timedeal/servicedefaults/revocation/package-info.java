/** Access tokens that count no more though they have not expired: told by messages, asked for every two seconds. */
package com.timedeal.servicedefaults.revocation;
