/** What every service needs and no business noun. */
package com.timedeal.servicedefaults;
