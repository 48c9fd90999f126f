/**
 * Says whether a hub kept its promises. It asks the hub's database by SQL and the channels and the warehouse by HTTP, and
 * never the hub itself: what the hub counts about itself is no evidence.
 */
package org.caravanserai.testbed.oracle;
