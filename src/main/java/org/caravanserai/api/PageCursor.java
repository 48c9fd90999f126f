package org.caravanserai.api;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the sort values of its last entry. Opaque to callers; a page goes on exactly there, whatever was
 * added or removed meanwhile.
 */
public record PageCursor(List<String> values) {

    /** Before the first entry. */
    public static final PageCursor START = new PageCursor(List.of());

    private static final String SEPARATOR = "\u001f";

    static PageCursor of(Object... values) {
        return new PageCursor(
                java.util.Arrays.stream(values).map(String::valueOf).toList());
    }

    /** @throws ApiProblem 400 when this hub has not made it */
    static PageCursor parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            if (plain.indexOf('\0') >= 0) {
                throw foreign();
            }
            return new PageCursor(List.of(plain.split(SEPARATOR, -1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw foreign();
        }
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8));
    }

    boolean isStart() {
        return values.isEmpty();
    }

    String value(int index) {
        if (index >= values.size()) {
            throw foreign();
        }
        return values.get(index);
    }

    long number(int index) {
        try {
            return Long.parseLong(value(index));
        } catch (NumberFormatException e) {
            throw foreign();
        }
    }

    OffsetDateTime time(int index) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value(index));
            if (time.getYear() >= 0 && time.getYear() <= ApiRequest.LAST_YEAR) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw foreign();
    }

    private static ApiProblem foreign() {
        return ApiProblem.badRequest(
                "cursor is not one that this operation gave; take next of the page before, or begin without it");
    }
}
