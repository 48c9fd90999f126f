/** Reads, locks and writes the tables of orders: nobody else writes them. */
package org.caravanserai.order.store;
