/** E-mail addresses in the one form in which they are stored, compared and written to. */
package com.timedeal.userservice.email;
