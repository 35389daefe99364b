/** Hears at once, if all goes well, whose access tokens count no more. */
package com.timedeal.productservice.revocation;
