/** Who may sign in to Timedeal, and the tokens that say so. */
package com.timedeal.userservice;
