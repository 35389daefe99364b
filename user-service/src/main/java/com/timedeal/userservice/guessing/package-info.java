/** Slows down whoever tries passwords or codes until one fits, or has mail sent to strangers. */
package com.timedeal.userservice.guessing;
