/** The database's clock and transactions that are retried or reported truthfully. */
package com.timedeal.servicedefaults.database;
