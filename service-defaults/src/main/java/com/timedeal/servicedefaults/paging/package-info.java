/** Pages as the public API answers them. */
package com.timedeal.servicedefaults.paging;
