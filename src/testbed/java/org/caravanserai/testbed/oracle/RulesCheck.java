package org.caravanserai.testbed.oracle;

/** What the database alone can tell: see {@link Rules}. */
final class RulesCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        snapshot.hub().faulty().forEach(one -> findings.add(one.code(), one.sentence(), one.evidence()));
    }
}
