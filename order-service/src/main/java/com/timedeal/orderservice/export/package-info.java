/** Tables as files for spreadsheets, sent as they are read. */
package com.timedeal.orderservice.export;
