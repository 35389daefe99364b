/** Logins that go on: refresh tokens, good for one use each, and what ends them. */
package com.timedeal.userservice.session;
