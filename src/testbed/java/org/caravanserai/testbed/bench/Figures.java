package org.caravanserai.testbed.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure measured several times. */
record Figures(double median, double least, double most) {

    static <T> Figures of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figures(median, sorted[0], sorted[sorted.length - 1]);
    }

    String text(int digits) {
        String form = "%." + digits + "f";
        return String.format(Locale.ROOT, form + " (" + form + "-" + form + ")", median, least, most);
    }
}
