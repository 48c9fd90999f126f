package org.caravanserai.testbed.oracle;

/** One promise of the hub, looked into. */
interface Check {

    void look(Snapshot snapshot, Findings findings);
}
