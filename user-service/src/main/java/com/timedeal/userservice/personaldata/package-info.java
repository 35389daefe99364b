/** Keeps personal data unreadable at rest, and findable without being readable. */
package com.timedeal.userservice.personaldata;
