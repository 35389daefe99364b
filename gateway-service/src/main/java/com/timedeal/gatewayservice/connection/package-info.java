/** What a client may do with a connection, decided on the bytes' own way, before a request becomes work for anybody. */
package com.timedeal.gatewayservice.connection;
