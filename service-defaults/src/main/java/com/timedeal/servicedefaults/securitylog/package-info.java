/** What somebody who watches over an installation wants to know. */
package com.timedeal.servicedefaults.securitylog;
