package org.caravanserai.intake.file;

/**
 * One event of a file.
 *
 * @param number of its first physical line, from 1
 * @param json the event as JSON; null when the line is bad
 * @param fault what is wrong with the line, in words; null when nothing is
 * @param order the order that is not taken for it; empty when nobody can tell, or it is about none
 */
public record FileLine(int number, String json, String fault, String order) {

    static FileLine good(int number, String json) {
        return new FileLine(number, json, null, "");
    }

    static FileLine bad(int number, String fault) {
        return new FileLine(number, null, fault, "");
    }

    /** The same line, for which an order is not taken. */
    FileLine of(String orderId) {
        return new FileLine(number, json, fault, orderId);
    }
}
