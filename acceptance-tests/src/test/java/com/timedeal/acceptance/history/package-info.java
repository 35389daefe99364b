/** What the clients saw and what the books say, and the checks that hold one against the other. */
package com.timedeal.acceptance.history;
