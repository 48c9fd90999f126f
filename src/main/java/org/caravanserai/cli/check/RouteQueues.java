package org.caravanserai.cli.check;

import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.cli.check.RouteFile.Step;
import org.caravanserai.runtime.broker.OwnQueues;
import org.caravanserai.runtime.broker.QueueNames;

/** Every queue that a step sends to exists: the broker makes none on the way. */
final class RouteQueues {

    private static final Pattern QUEUE = Pattern.compile("jms(?:Out)?:(?:queue:)?([^?:\\s]+)(?:\\?.*)?");

    private final Findings findings;
    private final Set<String> own;

    /** @param settings of the hub; when those of the queues cannot be read, that is said elsewhere */
    RouteQueues(Findings findings, Properties settings) {
        this.findings = findings;
        this.own = own(settings);
    }

    /** The queues of one's own; none when the setting is wrong: the hub then says so when it starts. */
    static Set<String> own(Properties settings) {
        try {
            return OwnQueues.of(new HubConfig(settings)).names();
        } catch (ConfigException e) {
            return Set.of();
        }
    }

    void check(RouteFile file) {
        file.entries().forEach(entry -> entry.steps().forEach(step -> check(file, step)));
    }

    private void check(RouteFile file, Step step) {
        Matcher sent = QUEUE.matcher(step.body().path("uri").asText(""));
        if (sent.matches()
                && !sent.group(1).contains("$")
                && !sent.group(1).contains("{{")
                && !QueueNames.QUEUES.contains(sent.group(1))
                && !sent.group(1).startsWith(QueueNames.FULFILMENT)
                && !own.contains(sent.group(1))) {
            findings.add(
                    file.path(),
                    file.line(step.pointer() + "/uri"),
                    "nobody declares the queue " + sent.group(1) + "; name it in " + OwnQueues.KEY
                            + (sent.group(1).startsWith(QueueNames.CUSTOM)
                                    ? ""
                                    : ", as " + QueueNames.CUSTOM + "NAME"));
        }
    }
}
