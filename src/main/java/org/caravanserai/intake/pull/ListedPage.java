package org.caravanserai.intake.pull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caravanserai.base.Json;
import org.caravanserai.base.PointerReader;
import org.caravanserai.notify.ChannelAnswer;

/**
 * A page of a list, cut into its orders. One order that nobody can read does not take the others with it.
 *
 * @param readable the orders that can be read
 * @param unreadable those that cannot: nested too deep, with a value that is too long; at the end the beginning of the one within
 *     which the page broke off
 * @param keys of all of them, in their order; empty for one that does not say it
 * @param found whether there is a list
 * @param complete whether it was there to its end
 */
record ListedPage(List<byte[]> readable, List<byte[]> unreadable, List<String> keys, boolean found, boolean complete) {

    /**
     * @param orders pointer to the list
     * @param key pointer to the key in an order
     */
    static ListedPage of(ChannelAnswer answer, String orders, String key) {
        JsonSlices.Cut cut = JsonSlices.cut(answer.raw(), orders);
        PointerReader pointer = PointerReader.of(key);
        List<byte[]> readable = new ArrayList<>();
        List<byte[]> unreadable = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (byte[] slice : cut.objects()) {
            (answer.body() != null || isReadable(slice) ? readable : unreadable).add(slice);
            keys.add(pointer.read(slice).orElseGet(() -> JsonSlices.text(slice, key)));
        }
        if (cut.rest() != null) {
            unreadable.add(cut.rest());
            keys.add(JsonSlices.text(cut.rest(), key));
        }
        return new ListedPage(readable, unreadable, keys, cut.array(), cut.complete());
    }

    /** The key of the order within which it broke off. */
    Optional<String> brokenKey() {
        return complete || keys.isEmpty()
                ? Optional.empty()
                : Optional.of(keys.get(keys.size() - 1)).filter(key -> !key.isEmpty());
    }

    private static boolean isReadable(byte[] slice) {
        try {
            return Json.MAPPER.readTree(slice).isObject();
        } catch (IOException e) {
            return false;
        }
    }
}
