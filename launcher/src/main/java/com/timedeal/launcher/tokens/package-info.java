/** Access tokens signed with this installation's own key, for its demo, its tests and load tests. */
package com.timedeal.launcher.tokens;
