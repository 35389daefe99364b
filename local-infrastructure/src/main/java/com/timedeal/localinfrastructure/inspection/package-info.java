/** What running servers are like and whether the platform can use them; changes nothing that lasts. */
package com.timedeal.localinfrastructure.inspection;
