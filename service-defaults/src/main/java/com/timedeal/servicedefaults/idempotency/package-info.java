/** The key a client gives its request, so that asking twice is asking once. */
package com.timedeal.servicedefaults.idempotency;
