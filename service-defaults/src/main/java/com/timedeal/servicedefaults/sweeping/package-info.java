/** Jobs that run every so often, each item and each job on its own. */
package com.timedeal.servicedefaults.sweeping;
