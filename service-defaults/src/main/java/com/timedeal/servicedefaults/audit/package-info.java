/** Invariants of a service, evaluated by SQL while it runs. */
package com.timedeal.servicedefaults.audit;
