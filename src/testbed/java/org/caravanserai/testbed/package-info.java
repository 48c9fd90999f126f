/**
 * The other side of a hub and its judges: sandbox channels and warehouse, the oracle, the demo and the bench. None of it is in
 * the hub's jar, image or class path.
 */
package org.caravanserai.testbed;
