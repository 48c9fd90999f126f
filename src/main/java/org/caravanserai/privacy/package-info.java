/**
 * Personal data at rest. Raw bodies wait under an account's key of the day, which is destroyed after a week; an order's
 * personal block and body are kept under a key of that order alone, so that deleting one row erases one person. All
 * keys are wrapped by the master key. Identities are searched through keyed hashes, never through clear text.
 */
package org.caravanserai.privacy;
