/** What statements, commands, parcels and counts do to orders, groups and reservations, in memory. */
package org.caravanserai.allocate.change;
