/** Access tokens: the keys that sign them, and the keys that the world verifies them with. */
package com.timedeal.userservice.token;
