package org.caravanserai.oracle;

/** One promise of the hub, looked into. */
interface Check {

    void look(Books books, Findings findings);
}
