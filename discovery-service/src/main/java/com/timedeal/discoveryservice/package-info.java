/** The registry: which instances of which service are up, and a dashboard to look at them. */
package com.timedeal.discoveryservice;
