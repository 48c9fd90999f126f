/**
 * The audit trail: every decision with its inputs, in an order that can be proven. Each transaction writes one block of
 * rows; the block carries the hash of the block committed before it. The database role of the hub may add rows and
 * blocks but not change them, which stops bugs and SQL injection; signed checkpoints kept outside the database find a
 * superuser who rewrites the chain. Rows younger than the last checkpoint are covered by the role only.
 */
package org.caravanserai.audit;
