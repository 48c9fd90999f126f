/**
 * The other side: strict stand-ins for the sales channels and the warehouse, run as processes of their own. They refuse
 * what the real ones refuse, make the mistakes the real ones make, and keep the ledger the hub is judged by. Nothing
 * here knows the hub's classes; the wire is the only contact.
 */
package org.caravanserai.sandbox;
