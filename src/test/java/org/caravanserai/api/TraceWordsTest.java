package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

class TraceWordsTest {

    private static final Pattern ACTION =
            Pattern.compile("\"((?:group|hold|order|units|reservation|parcel|cancellation)\\.[a-z-]+)\"");

    @Test
    void whatAWarehouseAndAChangeDidIsToldInSentences() throws IOException {
        assertThat(sentence("group.replaced", "{'group':7,'by':9,'units':3}"))
                .isEqualTo("Group 9 takes the place of group 7: 3 unit(s) are sourced anew");
        assertThat(sentence("group.taken-back", "{'group':7,'location':'MAIN','reason':'another address to ship to'}"))
                .isEqualTo(
                        "Group 7 not yet released at MAIN gives its units back and is sourced anew: another address to ship to");
        assertThat(sentence("units.taken-off", "{'group':7,'line':1,'units':2,'reason':'cancelled: buyer'}"))
                .isEqualTo("2 unit(s) of line 1 taken off group 7: cancelled: buyer");
    }

    /** An action without a sentence is told by its bare name. */
    @Test
    void everyDecisionAboutAnOrderHasASentence() throws IOException {
        Set<String> bare = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/caravanserai/allocate"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher action = ACTION.matcher(Files.readString(source));
                while (action.find()) {
                    if (sentence(action.group(1), "{}")
                            .startsWith(action.group(1).replace('.', ' ').replace('-', ' '))) {
                        bare.add(action.group(1));
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    private static String sentence(String action, String data) throws IOException {
        return TraceWords.decision(action, "hub", Json.MAPPER.readTree(data.replace('\'', '"')));
    }
}
