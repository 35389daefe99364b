/** Signing in: an e-mail address and a password for an access token. */
package com.timedeal.userservice.login;
