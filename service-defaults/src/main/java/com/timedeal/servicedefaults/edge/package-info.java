/** Where a request comes from, as far as that can be believed. */
package com.timedeal.servicedefaults.edge;
