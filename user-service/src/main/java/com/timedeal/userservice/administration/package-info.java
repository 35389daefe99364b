/** What administrators do with accounts, and what the other services are told of it. */
package com.timedeal.userservice.administration;
