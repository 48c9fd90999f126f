/** {@code ./hub demo}: a hub, the sales channels and a warehouse as processes, synthetic orders, and the oracle's verdict. */
package org.caravanserai.testbed.demo;
