package org.caravanserai.outbox.source;

/** Text from outside that goes into a column, a case or a log line. */
final class OutsideText {

    private static final int LIMIT = 500;

    private OutsideText() {}

    /** Without control characters, at most 500 characters. */
    static String clip(String text) {
        String clean = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() <= LIMIT ? clean : clean.substring(0, LIMIT - 1) + "…";
    }
}
