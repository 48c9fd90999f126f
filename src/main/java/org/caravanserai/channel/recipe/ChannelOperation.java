package org.caravanserai.channel.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the hub has to tell channels: the operations that a recipe may declare. Whatever else one names, nobody asks for. */
public enum ChannelOperation {
    /** A parcel has left. */
    SHIPMENT("report-status"),
    /** Units of an order were taken off by a command of ours. */
    CANCEL("report-status"),
    /** How many units a listing may sell. */
    STOCK("report-stock");

    private final String template;

    ChannelOperation(String template) {
        this.template = template;
    }

    /** As it stands in recipes, in the outbox and in the names of scripts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The route template that does it; without one of a channel's own, nothing of it reaches the channel. */
    public String template() {
        return template;
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ChannelOperation::word).toList();
    }
}
