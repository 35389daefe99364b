/** Codes that prove who reads an e-mail address. */
package com.timedeal.userservice.emailcode;
