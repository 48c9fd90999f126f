package org.caravanserai.testbed.oracle;

/**
 * One fault the oracle found.
 *
 * @param code stable word, {@code subject.fault}; the list is in {@code docs/demo.md}
 * @param sentence what is wrong, for people
 * @param evidence where to look: ids, figures, what was expected and what was there
 */
public record Finding(String code, String sentence, String evidence) {

    @Override
    public String toString() {
        return code + ": " + sentence + " [" + evidence + "]";
    }
}
