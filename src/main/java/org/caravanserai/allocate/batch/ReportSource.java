package org.caravanserai.allocate.batch;

import org.caravanserai.translate.EventContext;

/**
 * Where stock reports come from, so that the next report of the same source can end the case about this one: who sent it, or for
 * files the name without its figures ({@code stock-20261123.csv} and {@code stock-20261124.csv} are one source) and the line at
 * which the report begins.
 */
public final class ReportSource {

    private ReportSource() {}

    /** The subject of the case about levels that were not taken. */
    public static String levels(EventContext event) {
        return cut("stock-levels:" + key(event));
    }

    /** The subject of the case about a report that could not be read at all. */
    public static String unreadable(EventContext event) {
        return cut("stock:" + key(event));
    }

    /** What people call it: {@code jms}, {@code user:wms}, {@code stock.csv:2}. */
    public static String name(EventContext event) {
        return event.file().isEmpty() ? event.actor() : event.place();
    }

    private static String key(EventContext event) {
        return event.file().isEmpty() ? event.actor() : event.file().replaceAll("[0-9]+", "#") + ":" + event.line();
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
