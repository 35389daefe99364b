/** Small scripts and strings in Redis, each call bounded in time. */
package com.timedeal.userservice.redis;
