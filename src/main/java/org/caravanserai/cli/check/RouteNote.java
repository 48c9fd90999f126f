package org.caravanserai.cli.check;

/**
 * What the {@code note:} of a route says: its first paragraph are the pattern and what happens on failure, the rest is free.
 *
 * @param pattern the enterprise integration pattern; empty when the note does not say
 * @param onFailure what becomes of a message that fails; empty when the note does not say
 * @param remark what else there is to know; mostly empty
 */
record RouteNote(String pattern, String onFailure, String remark) {

    private static final String PATTERN = "Pattern:";
    private static final String ON_FAILURE = "On failure:";

    static RouteNote of(String note) {
        String[] paragraphs = note.strip().split("\\n\\s*\\n", 2);
        StringBuilder pattern = new StringBuilder();
        StringBuilder failure = new StringBuilder();
        StringBuilder open = new StringBuilder();
        for (String line : paragraphs[0].split("\\n")) {
            String said = line.strip();
            if (said.startsWith(PATTERN)) {
                open = pattern;
                said = said.substring(PATTERN.length()).strip();
            } else if (said.startsWith(ON_FAILURE)) {
                open = failure;
                said = said.substring(ON_FAILURE.length()).strip();
            }
            open.append(open.isEmpty() ? "" : " ").append(said);
        }
        return new RouteNote(
                pattern.toString(),
                failure.toString(),
                paragraphs.length == 1
                        ? ""
                        : paragraphs[1].replaceAll("\\s+", " ").strip());
    }
}
