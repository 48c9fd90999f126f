package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.YamlFile;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.MappingException;
import org.caravanserai.translate.Mappings;
import org.caravanserai.translate.Translator;

/**
 * {@code transformers/<channel>/fixtures/NN-case}: every {@code request.<shape>.json} must become {@code expected.json}
 * to the byte, or be refused with the code in {@code expected-error.txt}.
 */
final class OrderFixtures {

    private static final Pattern REQUEST = Pattern.compile("request\\.([a-z0-9-]+)\\.json");

    private final Path channel;
    private final Mappings mappings;
    private final CanonicalSchema orders;
    private final Translator translator;
    private final Findings findings;
    private final MappingFindings blame;
    private int run;

    OrderFixtures(Path channel, Mappings mappings, CanonicalSchema orders, Findings findings) {
        this.channel = channel;
        this.mappings = mappings;
        this.orders = orders;
        this.translator = new Translator(() -> mappings, orders);
        this.findings = findings;
        this.blame = new MappingFindings(channel, findings);
    }

    /** @return how many requests were translated */
    int check() {
        List<Path> cases = Cases.list(channel.resolve("fixtures"));
        if (cases.isEmpty()) {
            findings.add(
                    channel.resolve("channel.yaml"),
                    1,
                    "the channel has no fixtures; put a payload and the order it means into fixtures/01-simple");
        }
        cases.stream().filter(Files::isDirectory).forEach(this::checkCase);
        return run;
    }

    private void checkCase(Path folder) {
        Path order = folder.resolve("expected.json");
        Path error = folder.resolve("expected-error.txt");
        if (Files.exists(order) == Files.exists(error)) {
            findings.add(folder, 1, "write either expected.json or expected-error.txt");
            return;
        }
        Optional<JsonNode> expected = Files.exists(order) ? expected(order) : Optional.empty();
        boolean any = false;
        for (Path file : Cases.list(folder)) {
            Matcher request = REQUEST.matcher(file.getFileName().toString());
            if (request.matches()) {
                any = true;
                if (playable(request.group(1))) {
                    run++;
                    checkRequest(request.group(1), file, expected);
                }
            }
        }
        if (!any) {
            findings.add(folder, 1, "there is no request.<shape>.json");
        }
    }

    /** A mapping that does not compile was told already. */
    private boolean playable(String shape) {
        String mapping = "order." + shape + ".jslt";
        boolean written = Files.exists(channel.resolve(mapping));
        Path ours = channel.resolveSibling("canonical");
        String owner = written || !Files.exists(ours.resolve(mapping))
                ? channel.getFileName().toString()
                : "canonical";
        return mappings.shapes().contains(owner + "/" + shape)
                || !written && owner.equals(channel.getFileName().toString());
    }

    /** The order that is expected, if it is one. */
    private Optional<JsonNode> expected(Path file) {
        try {
            JsonNode order = Cases.json(file);
            List<String> problems = orders.problems(order);
            if (problems.isEmpty()) {
                return Optional.of(order);
            }
            YamlFile lines = YamlFile.read(file);
            problems.stream()
                    .limit(5)
                    .forEach(one ->
                            findings.add(file, lines.line(MappingFindings.pointer(one)), "is no order.v1: " + one));
        } catch (IOException e) {
            Cases.broken(file, e, findings);
        }
        return Optional.empty();
    }

    private void checkRequest(String shape, Path request, Optional<JsonNode> expected) {
        Path folder = request.getParent();
        Path error = folder.resolve("expected-error.txt");
        String subject = request.getFileName() + ": ";
        try {
            byte[] body = Files.readAllBytes(request);
            try {
                String name = channel.getFileName().toString();
                JsonNode made =
                        translator.totals(translator.validate(translator.map(translator.parse(body), name, shape)));
                if (Files.exists(error)) {
                    findings.add(
                            error,
                            1,
                            subject + "must be refused with "
                                    + Files.readString(error).strip() + ", but became an order");
                } else if (expected.isPresent()) {
                    compare(shape, request, expected.get(), made);
                }
            } catch (MappingException e) {
                if (!Files.exists(error)) {
                    blame.refused(shape, request, e);
                } else if (!e.code().equals(Files.readString(error).strip())) {
                    findings.add(error, 1, subject + "refused with " + e);
                }
            }
        } catch (IOException e) {
            findings.add(request, 1, "cannot be read: " + e.getMessage());
        }
    }

    /** What the mapping leaves out is told of the mapping, everything else of the expectation. */
    private void compare(String shape, Path request, JsonNode expected, JsonNode made) {
        Path order = request.resolveSibling("expected.json");
        List<Differences.Difference> other = new ArrayList<>();
        for (Differences.Difference one : Differences.between(expected, made, true)) {
            if (one.missing()) {
                blame.leftOut(shape, request, one.pointer());
            } else {
                other.add(one);
            }
        }
        Cases.tell(order, other, request.getFileName() + ": ", findings);
    }
}
