package org.caravanserai.translate;

/** What of a wrong value may be shown: only what cannot be a person's data. */
final class Evidence {

    private Evidence() {}

    /** A code such as a currency: shown when it is at most 8 letters or digits, else only its length. */
    static String token(String value) {
        boolean plain = !value.isEmpty()
                && value.length() <= 8
                && value.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
        return plain ? value : size(value);
    }

    /** A number: shown when it looks like one and is short, else only its length. */
    static String number(String value) {
        boolean plain = !value.isEmpty()
                && value.length() <= 32
                && value.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c == '.'
                                || c == ','
                                || c == '+'
                                || c == '-'
                                || c == 'e'
                                || c == 'E');
        return plain ? value : size(value);
    }

    /** A field's name: shown when it looks like one that a programmer gave, else only its length. */
    static String name(String value) {
        return value != null && value.matches("[A-Za-z][A-Za-z0-9_]{0,40}") ? value : size(String.valueOf(value));
    }

    private static String size(String value) {
        return "a text of " + value.length() + " characters";
    }
}
