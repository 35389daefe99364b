/** First come, first served: claims wait in a bounded queue and are decided and committed by the batch. */
package com.timedeal.orderservice.claim;
