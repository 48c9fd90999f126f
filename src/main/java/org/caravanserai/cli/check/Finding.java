package org.caravanserai.cli.check;

import java.util.Comparator;

/**
 * One thing that is wrong in a file.
 *
 * @param file path as it is printed
 * @param line from 1
 * @param what what is wrong and how to mend it, one sentence
 */
public record Finding(String file, int line, String what) implements Comparable<Finding> {

    @Override
    public int compareTo(Finding other) {
        return Comparator.comparing(Finding::file)
                .thenComparingInt(Finding::line)
                .thenComparing(Finding::what)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + what;
    }
}
