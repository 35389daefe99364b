/** Who is calling, established by every service from a token it verifies itself. */
package com.timedeal.servicedefaults.identity;
