package org.caravanserai.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** The summary of a body at one moment: what a wire tap gets, which goes on by itself while the body is decided further. */
public record SummaryCopy(ObjectNode summary) implements Summarised, StreamCache {

    @Override
    public void reset() {
        // it is not read up
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        target.write(summary.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return this;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public long length() {
        return summary.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public long position() {
        return 0;
    }
}
