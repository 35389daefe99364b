/** What the shop window shows, kept in Redis for a few seconds, and taken out of it as soon as it changes. */
package com.timedeal.productservice.cache;
