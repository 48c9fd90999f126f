/** What a sandbox channel remembers: shops, listings, orders, fulfilments, and the journal that keeps them over a kill. */
package org.caravanserai.testbed.sandbox.state;
