package org.caravanserai.translate;

import java.util.HashMap;
import java.util.Map;

/** The named character references shops write into product names: markup, ISO 8859-1, typography (HTML 4.01 section 24). */
final class HtmlEntities {

    private static final String LATIN_1 =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
                    + "deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
                    + "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
                    + "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
                    + "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml "
                    + "eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private HtmlEntities() {}

    static Map<String, String> table() {
        Map<String, String> all = new HashMap<>(Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'"));
        all.putAll(Map.of(
                "ndash", "\u2013", "mdash", "\u2014", "hellip", "\u2026", "lsquo", "\u2018", "rsquo", "\u2019", "ldquo",
                "\u201c", "rdquo", "\u201d", "bull", "\u2022", "trade", "\u2122", "euro", "\u20ac"));
        char next = '\u00a0';
        for (String name : LATIN_1.split(" ")) {
            all.put(name, String.valueOf(next++));
        }
        return Map.copyOf(all);
    }
}
