package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.translate.MappingException;
import org.caravanserai.translate.Translator;

/**
 * {@code transformers/<channel>/fixtures/NN-case}: every {@code request.<shape>.json} must become {@code expected.json}
 * to the byte, or be refused with the code in {@code expected-error.txt}.
 */
final class OrderFixtures {

    private static final Pattern REQUEST = Pattern.compile("request\\.([a-z0-9-]+)\\.json");

    private final Translator translator;
    private final Findings findings;
    private int run;

    OrderFixtures(Translator translator, Findings findings) {
        this.translator = translator;
        this.findings = findings;
    }

    /** @return how many requests were translated */
    int check(Path channel) {
        run = 0;
        Path folder = channel.resolve("fixtures");
        if (Cases.list(folder).isEmpty()) {
            findings.add(
                    channel.resolve("channel.yaml"),
                    1,
                    "the channel has no fixtures; put a payload and the order it means into fixtures/01-simple");
        }
        for (Path one : Cases.list(folder)) {
            if (Files.isDirectory(one)) {
                checkCase(channel.getFileName().toString(), one);
            }
        }
        return run;
    }

    private void checkCase(String channel, Path folder) {
        Path order = folder.resolve("expected.json");
        Path error = folder.resolve("expected-error.txt");
        if (Files.exists(order) == Files.exists(error)) {
            findings.add(folder, 1, "write either expected.json or expected-error.txt");
            return;
        }
        int before = run;
        for (Path file : Cases.list(folder)) {
            Matcher request = REQUEST.matcher(file.getFileName().toString());
            if (request.matches()) {
                run++;
                checkRequest(channel, request.group(1), file, Files.exists(error) ? error : null, order);
            }
        }
        if (run == before) {
            findings.add(folder, 1, "there is no request.<shape>.json");
        }
    }

    private void checkRequest(String channel, String shape, Path request, Path error, Path order) {
        String subject = request.getFileName() + ": ";
        try {
            byte[] body = Files.readAllBytes(request);
            try {
                JsonNode made =
                        translator.totals(translator.validate(translator.map(translator.parse(body), channel, shape)));
                if (error != null) {
                    findings.add(
                            error,
                            1,
                            subject + "must be refused with "
                                    + Files.readString(error).strip() + ", but became an order");
                    return;
                }
                Cases.tell(order, Differences.between(Cases.json(order), made, true), subject, findings);
            } catch (MappingException e) {
                if (error == null) {
                    findings.add(order, 1, subject + "refused with " + e);
                } else if (!e.code().equals(Files.readString(error).strip())) {
                    findings.add(error, 1, subject + "refused with " + e);
                }
            }
        } catch (IOException e) {
            findings.add(request, 1, "cannot be read: " + e.getMessage());
        }
    }
}
