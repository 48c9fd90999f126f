/**
 * {@code ./hub bench}: a hub, a load generator and baselines as processes of their own, measured one after the other in the
 * same run. Every figure is a ratio of two sides that wrote the same rows; what each side cost is read from the kernel.
 */
package org.caravanserai.testbed.bench;
