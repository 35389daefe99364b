/** Requests that nobody should send, made from what the services say they take, and what an answer to them must look like. */
package com.timedeal.acceptance.fuzz;
