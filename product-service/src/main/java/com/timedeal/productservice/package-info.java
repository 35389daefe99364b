/** Catalogue, regular stock and deals. */
package com.timedeal.productservice;
