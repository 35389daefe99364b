/** Messages that are neither lost nor acted on twice: outbox, relay, inbox, dead letters. */
package com.timedeal.servicedefaults.messaging;
