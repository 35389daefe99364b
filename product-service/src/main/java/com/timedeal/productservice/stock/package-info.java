/** Regular stock: guarded, with a ledger of every movement, reserved and released by order id. */
package com.timedeal.productservice.stock;
