/** Refusals and errors as RFC 9457 problem details with a stable type and code. */
package com.timedeal.servicedefaults.problem;
