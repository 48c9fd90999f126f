/** Messages of the hub's own queues, read with suspicion and stored as events like everything else. */
package org.caravanserai.intake.message;
