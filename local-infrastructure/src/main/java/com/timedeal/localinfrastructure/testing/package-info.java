/** Starts the infrastructure for a JVM of integration tests, and lets a test stop, kill or freeze a server. */
package com.timedeal.localinfrastructure.testing;
