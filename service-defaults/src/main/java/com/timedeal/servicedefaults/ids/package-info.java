/** Ids that we make ourselves. */
package com.timedeal.servicedefaults.ids;
