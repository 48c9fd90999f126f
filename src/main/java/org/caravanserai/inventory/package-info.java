/** Stock that really exists: reading it, promising it atomically, counting it, writing its ledger. */
package org.caravanserai.inventory;
