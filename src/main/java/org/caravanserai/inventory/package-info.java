/** Stock that really exists: reading, reserving and counting it, and its ledger. Nobody else writes these tables. */
package org.caravanserai.inventory;
