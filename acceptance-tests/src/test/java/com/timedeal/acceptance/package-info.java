/** Black-box tests of the whole platform, through its gateway and with its processes being stopped, killed and frozen. */
package com.timedeal.acceptance;
