/** The means of breaking things: connections, processes, servers, single lines of code, clocks. */
package com.timedeal.acceptance.injection;
