/**
 * Releasing orders to warehouses: what a release changes in the books, the message a warehouse gets, and what the senders
 * need of the order's side (its key, its cases, its audit trail).
 */
package org.caravanserai.fulfil;
