/** What must hold when processes die, freeze and come back: real hubs, channels, warehouses and databases in processes of their own. */
package org.caravanserai.faults;
