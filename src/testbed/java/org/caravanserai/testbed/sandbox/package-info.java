/**
 * The other side: strict stand-ins for the sales channels and the warehouse, run as processes of their own. They refuse
 * what the real ones refuse, make the mistakes the real ones make, and keep the ledger the hub is judged by. Nothing
 * here knows the hub's classes; the wire is the only contact.
 *
 * <p>What the hub does against a channel's documentation is a violation with a stable code. Common to all channels are
 * {@code forged-webhook-accepted}, {@code forged-webhook-answer} (a forgery wants 401), {@code genuine-webhook-refused},
 * {@code greeting-refused}, {@code double-parcel} and {@code double-fulfilment}; each channel's package names its own.
 */
package org.caravanserai.testbed.sandbox;
