/** What every request has, whatever it asks for: a name in the logs, ids that can be stored, buffers. */
package com.timedeal.servicedefaults.request;
