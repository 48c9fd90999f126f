package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogLayoutTest {

    @Test
    void anEventIsOneLineWhateverItsTextAndItsException() throws Exception {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        var pattern = Pattern.compile("<pattern>(.*)</pattern>")
                .matcher(Files.readString(Path.of("src/main/resources/logback.xml")));
        assertThat(pattern.find()).isTrue();
        layout.setPattern(pattern.group(1));
        layout.start();
        LoggingEvent event = new LoggingEvent(
                "x",
                context.getLogger("org.caravanserai.X"),
                Level.ERROR,
                "order \r\n2026-01-01 ERROR forged\u001B[31m\u2028end\u202Etxt.\0",
                new IllegalStateException("bad\nthing", new RuntimeException("deep")),
                null);

        String line = layout.doLayout(event);

        assertThat(line.strip())
                .doesNotContain("\n", "\r", "\u001B", "\u2028", "\u202E", "\0")
                .contains("2026-01-01 ERROR forged", "IllegalStateException: bad", "deep");
        assertThat(line).endsWith("\n");
    }
}
