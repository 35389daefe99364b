/** The schema and the account of each service, made by the same statements on embedded and on external servers. */
package com.timedeal.localinfrastructure.schema;
