package org.caravanserai.oracle;

/** What the database alone can tell: see {@link Rules}. */
final class RulesCheck implements Check {

    @Override
    public void look(Books books, Findings findings) {
        books.hub().faulty().forEach(one -> findings.add(one.code(), one.sentence(), one.evidence()));
    }
}
