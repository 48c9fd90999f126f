/** Synthetic buyers: who orders what, where and when. No real person appears. */
package org.caravanserai.testbed.sandbox.traffic;
