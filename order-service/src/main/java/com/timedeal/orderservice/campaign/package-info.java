/** Coupons for the first who come: announcing them, claiming one, and looking at one's own. */
package com.timedeal.orderservice.campaign;
