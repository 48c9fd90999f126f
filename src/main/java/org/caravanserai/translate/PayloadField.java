package org.caravanserai.translate;

import java.util.List;
import java.util.Map;

/**
 * One place of a payload, as its schema has it.
 *
 * @param kind object, array, or a single value
 * @param format of a single value
 * @param longest characters of a single value, or entries of a list, that the hub keeps
 * @param required members without which there is no order
 * @param members of an object
 * @param entry of a list
 * @param stops whether the order must not go on when the value was not readable
 */
record PayloadField(
        PayloadKind kind,
        PayloadFormat format,
        int longest,
        List<String> required,
        Map<String, PayloadField> members,
        PayloadField entry,
        boolean stops) {

    /** What a place holds. */
    enum PayloadKind {
        OBJECT,
        LIST,
        VALUE
    }
}
