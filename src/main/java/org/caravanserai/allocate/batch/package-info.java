/** A batch of events, and the round in which everything that follows from them is decided in memory. */
package org.caravanserai.allocate.batch;
