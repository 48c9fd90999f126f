package org.caravanserai.testbed.oracle;

import java.util.ArrayList;
import java.util.List;

/** Gathers what the checks find. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(String code, String sentence, String evidence) {
        all.add(new Finding(code, sentence, evidence));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
