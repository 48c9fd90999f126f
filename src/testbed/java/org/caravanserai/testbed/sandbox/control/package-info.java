/** The steering wheel of the sandbox: set-up, traffic, scripted orders, faults, and the ledger the oracle reads. */
package org.caravanserai.testbed.sandbox.control;
