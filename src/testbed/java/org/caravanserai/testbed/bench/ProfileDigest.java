package org.caravanserai.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a recording's samples fell: by kind of thread, by whose code, by our method, by innermost method. */
final class ProfileDigest {

    private static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry("com.fasterxml", "Jackson"),
            Map.entry("com.schibsted", "JSLT"),
            Map.entry("javax.crypto", "crypto"),
            Map.entry("com.sun.crypto", "crypto"),
            Map.entry("sun.security", "crypto"),
            Map.entry("java.security", "crypto"),
            Map.entry("org.postgresql", "JDBC driver"),
            Map.entry("com.zaxxer", "JDBC driver"),
            Map.entry("org.apache.camel", "Camel"),
            Map.entry("org.eclipse.jetty", "Jetty"),
            Map.entry("org.springframework", "Spring"),
            Map.entry("com.networknt", "JSON Schema"));

    private final Map<String, Integer> threads = new HashMap<>();
    private final Map<String, Integer> owners = new HashMap<>();
    private final Map<String, Integer> ours = new HashMap<>();
    private final Map<String, Integer> innermost = new HashMap<>();
    private int samples;

    private ProfileDigest() {}

    static void print(Path recording, Instant from, Consumer<String> out) {
        ProfileDigest digest = new ProfileDigest();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null
                        && event.getStartTime().isAfter(from)) {
                    digest.count(event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + recording, e);
        }
        out.accept(digest.samples + " samples of Java code");
        digest.print("by thread", digest.threads, 8, out);
        digest.print("by whose code ran", digest.owners, 20, out);
        digest.print("by our method that was nearest", digest.ours, 30, out);
        digest.print("by innermost method", digest.innermost, 30, out);
    }

    private void count(RecordedEvent event) {
        samples++;
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        String thread = event.getThread("sampledThread") == null
                ? "?"
                : String.valueOf(event.getThread("sampledThread").getJavaName());
        threads.merge(thread.replaceAll("[-#]?\\d+.*", ""), 1, Integer::sum);
        innermost.merge(name(frames.get(0)), 1, Integer::sum);
        owners.merge(owner(frames), 1, Integer::sum);
        frames.stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith("org.caravanserai"))
                .findFirst()
                .ifPresent(frame -> ours.merge(name(frame), 1, Integer::sum));
    }

    private static String owner(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("org.caravanserai.")) {
                return "hub: " + type.split("\\.")[2];
            }
            for (Map.Entry<String, String> one : OWNERS.entrySet()) {
                if (type.startsWith(one.getKey())) {
                    return one.getValue();
                }
            }
        }
        return "Java itself";
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private void print(String title, Map<String, Integer> counts, int most, Consumer<String> out) {
        out.accept(title + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .forEach(one ->
                        out.accept(String.format("  %5.1f %%  %s", 100.0 * one.getValue() / samples, one.getKey())));
    }
}
