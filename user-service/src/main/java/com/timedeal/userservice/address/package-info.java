/** Where people want things sent to. */
package com.timedeal.userservice.address;
