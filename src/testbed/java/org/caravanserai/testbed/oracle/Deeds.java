package org.caravanserai.testbed.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Deed;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.Verdict.Seen;

/** Gathers what people did, from the channels' own histories. */
final class Deeds {

    private Deeds() {}

    /** One entry per act, by its word. */
    static List<Seen> of(ChannelSnapshot channels) {
        Map<String, Map<String, List<String>>> seen = new TreeMap<>();
        for (Sold sold : channels.orders().values()) {
            for (Deed deed : sold.people().deeds()) {
                seen.computeIfAbsent(deed.act(), act -> new TreeMap<>())
                        .computeIfAbsent(sold.id().channel(), channel -> new ArrayList<>())
                        .add(sold.id().order());
            }
        }
        return seen.entrySet().stream()
                .map(one -> new Seen(one.getKey(), one.getValue()))
                .toList();
    }
}
