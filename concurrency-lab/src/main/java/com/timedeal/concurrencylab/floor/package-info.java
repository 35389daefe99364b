/** What the database can do without HTTP: the writer alone, a row lock per order, and bare commits. */
package com.timedeal.concurrencylab.floor;
