/** Accounts: signing up, who one is, and becoming a seller. */
package com.timedeal.userservice.account;
