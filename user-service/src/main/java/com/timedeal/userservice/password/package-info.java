/** Passwords: what is accepted, and hashing that cannot be used to wear the service out. */
package com.timedeal.userservice.password;
