/** What an endpoint's description leaves out. */
package com.timedeal.servicedefaults.openapi;
