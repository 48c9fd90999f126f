/** What demo and bench share about the processes they start. */
package org.caravanserai.testbed.process;
