package org.caravanserai.translate;

import java.util.Map;

/** Text from outside made harmless, never reworded: control characters, bidi overrides and broken surrogates go. */
final class Texts {

    private static final Map<String, String> ENTITIES = HtmlEntities.table();
    private static final int LONGEST_ENTITY = 10;

    private Texts() {}

    /**
     * The text without what no name, address or note needs; line breaks become spaces unless {@code lines}. Spaces at
     * both ends go.
     *
     * @return the same object when there is nothing to clean; {@code null} when nothing is left
     */
    static String clean(String text, boolean lines) {
        int length = text.length();
        int i = 0;
        while (i < length && harmless(text.charAt(i))) {
            i++;
        }
        String clean = i == length ? text : rewrite(text, i, lines);
        String trimmed = clean.strip();
        return trimmed.isEmpty() ? null : trimmed;
    }

    private static boolean harmless(char c) {
        return c >= ' ' && c < 0x7f || c > 0x9f && c < 0x2028;
    }

    private static String rewrite(String text, int from, boolean lines) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (harmless(c)) {
                out.append(c);
            } else if (c == '\n' || c == '\t' || c == '\u2028' || c == '\u2029') {
                out.append(lines && c != '\t' ? '\n' : ' ');
            } else if (c == '\r') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                    out.append(lines ? '\n' : ' ');
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                out.append('\ufffd');
            } else if (!dropped(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean dropped(char c) {
        return Character.isISOControl(c)
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\ufeff'
                || c >= '\ufffe';
    }

    /** HTML character references resolved once ({@code &amp;ndash;} stays {@code &ndash;}); unknown ones stay as they are. */
    static String htmlUnescape(String text) {
        int amp = text.indexOf('&');
        if (amp < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (amp >= 0) {
            int end = text.indexOf(';', amp);
            String plain = end < 0 || end - amp > LONGEST_ENTITY ? null : resolve(text.substring(amp + 1, end));
            if (plain != null) {
                out.append(text, done, amp).append(plain);
                done = end + 1;
            }
            amp = text.indexOf('&', plain == null ? amp + 1 : done);
        }
        return out.append(text, done, text.length()).toString();
    }

    private static String resolve(String name) {
        if (!name.startsWith("#")) {
            return ENTITIES.get(name);
        }
        try {
            boolean hex = name.startsWith("#x") || name.startsWith("#X");
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff)
                    ? Character.toString(code)
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * The part of a postcode that rules may see in the clear: the outward code in the United Kingdom ({@code SW1A} of
     * {@code SW1A 1AA}), elsewhere the first three letters or digits; {@code null} when there is none.
     */
    static String postcodePrefix(String postcode, String country) {
        StringBuilder kept = new StringBuilder(12);
        for (int i = 0; i < postcode.length() && kept.length() < 12; i++) {
            char c = Character.toUpperCase(postcode.charAt(i));
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') {
                kept.append(c);
            }
        }
        int length = country.equals("GB") && kept.length() >= 5
                ? Math.min(kept.length() - 3, 4)
                : Math.min(kept.length(), 3);
        return length == 0 ? null : kept.substring(0, length);
    }
}
