package org.caravanserai.inventory;

/**
 * A level of a stock report that is not taken.
 *
 * @param place where it stands in its report: a JSON pointer, or file and line
 * @param sku as the report has it, cut where it is too long; may be empty
 * @param location likewise
 * @param why what is wrong with it, in words
 */
public record RefusedLevel(String place, String sku, String location, String why) {

    private static final int LONGEST_NAME = 100;

    public RefusedLevel {
        sku = clean(sku);
        location = clean(location);
    }

    /** One sentence that a person can find it by. */
    public String sentence() {
        return place + " (" + sku + " at " + location + "): " + why;
    }

    private static String clean(String text) {
        String one = text.replaceAll("\\p{Cntrl}", "?");
        return one.length() <= LONGEST_NAME ? one : one.substring(0, LONGEST_NAME) + "…";
    }
}
