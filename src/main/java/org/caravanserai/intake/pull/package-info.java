/** Taking events by asking: one order, all that changed, or a queue's messages. */
package org.caravanserai.intake.pull;
