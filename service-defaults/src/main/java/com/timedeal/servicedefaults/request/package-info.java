/** By which name a request is found again in the logs. */
package com.timedeal.servicedefaults.request;
