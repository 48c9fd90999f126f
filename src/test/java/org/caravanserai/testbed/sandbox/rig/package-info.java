/** What tests of sandbox channels share: a running sandbox, a hub that only listens, and the published specs. */
package org.caravanserai.testbed.sandbox.rig;
