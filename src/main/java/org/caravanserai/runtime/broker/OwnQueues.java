package org.caravanserai.runtime.broker;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;

/**
 * The queues that routes of one's own send to, {@value #KEY}: they exist from the start, keep what they hold over a restart, and
 * what a consumer cannot take of them goes to {@code hub.dlq}.
 *
 * @param names each begins with {@code hub.custom.}
 */
public record OwnQueues(Set<String> names) {

    /** The setting. */
    public static final String KEY = "hub.broker.queues";

    /** No queue of one's own. */
    public static final OwnQueues NONE = new OwnQueues(Set.of());

    private static final Pattern NAME =
            Pattern.compile(Pattern.quote(QueueNames.CUSTOM) + "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST = 128;

    /** @throws ConfigException for a name that none of one's own may have, or that stands there twice */
    public static OwnQueues of(HubConfig config) {
        Set<String> names = new LinkedHashSet<>();
        config.find(KEY)
                .ifPresent(list ->
                        Arrays.stream(list.split(",", -1)).map(String::strip).forEach(name -> add(names, name)));
        return new OwnQueues(Set.copyOf(names));
    }

    private static void add(Set<String> names, String name) {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new ConfigException(
                    KEY + " names '" + name + "', which is no queue of one's own: write " + QueueNames.CUSTOM
                            + "NAME, with letters, digits, dashes, underscores and dots, at most " + LONGEST
                            + " characters, and commas between several");
        }
        if (!names.add(name)) {
            throw new ConfigException(KEY + " names " + name + " twice");
        }
    }
}
