package org.caravanserai.translate.camel;

import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.caravanserai.order.HoldStep;

/** Holds the order of the event that the exchange carries. */
public final class HoldEndpoint extends DefaultEndpoint {

    private static final Pattern CAUSE = Pattern.compile("[a-z][a-z0-9]*([_-][a-z0-9]+)*");
    private static final int LONGEST_CAUSE = 50;

    private final String cause;
    private String words = "";
    private HoldStep blocks = HoldStep.RELEASE;
    private Duration releaseAfter;

    HoldEndpoint(String uri, Component component, String cause) {
        super(uri, component);
        this.cause = cause;
    }

    /** @throws IllegalArgumentException when cause or words are none */
    void check() {
        if (!CAUSE.matcher(cause).matches() || cause.length() > LONGEST_CAUSE) {
            throw new IllegalArgumentException(
                    "hold:" + cause + " names no cause: write lower case words and digits with dashes," + " at most "
                            + LONGEST_CAUSE + " characters, like hold:over-500");
        }
        if (words.isBlank()) {
            throw new IllegalArgumentException(
                    "hold:" + cause + " has no words: say in one sentence what a person has to look at, words=...");
        }
    }

    @Override
    public Producer createProducer() {
        return new HoldProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("hold: can only be sent to");
    }

    /** Code of hold and case. */
    String code() {
        return "route." + cause.replace('-', '_');
    }

    public String getCause() {
        return cause;
    }

    public String getWords() {
        return words;
    }

    /** One sentence for people, in the simple language; no personal data. */
    public void setWords(String words) {
        this.words = words;
    }

    public String getBlocks() {
        return blocks.word();
    }

    HoldStep step() {
        return blocks;
    }

    /** What must not happen: release (the warehouse is not told; units are reserved), or allocate (nothing is reserved either). */
    public void setBlocks(String blocks) {
        this.blocks = HoldStep.of(blocks);
    }

    public Duration getReleaseAfter() {
        return releaseAfter;
    }

    /** When it ends by itself, like 2h; unless set only people and newer statements end it. */
    public void setReleaseAfter(Duration releaseAfter) {
        this.releaseAfter = releaseAfter;
    }
}
