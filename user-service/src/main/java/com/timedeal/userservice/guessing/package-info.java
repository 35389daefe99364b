/** Slows down whoever tries passwords until one fits. */
package com.timedeal.userservice.guessing;
