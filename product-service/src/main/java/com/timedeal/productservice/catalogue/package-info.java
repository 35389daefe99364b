/** Products and categories: what is for sale, by whom, at what regular price. */
package com.timedeal.productservice.catalogue;
