/** The platform in two instances of everything, being broken while people buy. */
package com.timedeal.acceptance.faults;
