/** One process that runs MariaDB, Redis and an AMQP broker on loopback and keeps their data in one folder. */
package com.timedeal.localinfrastructure;
