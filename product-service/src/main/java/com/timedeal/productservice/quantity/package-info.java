/** Giving a deal more or fewer units before it opens. */
package com.timedeal.productservice.quantity;
