/** Every invariant of the running platform, evaluated now and shown as a table. */
package com.timedeal.launcher.audit;
