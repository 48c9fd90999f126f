package org.caravanserai.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Converts bodies that are objects of ours to text, bytes, a stream or JSON: whatever a step between two of ours asks for.
 * Camel finds the loaders by {@code META-INF/services/org/apache/camel/TypeConverterLoader}.
 */
public abstract class SummaryConverters implements TypeConverterLoader {

    private static final Map<Class<?>, Function<ObjectNode, Object>> FORMS = Map.of(
            String.class, ObjectNode::toString,
            byte[].class, SummaryConverters::bytes,
            InputStream.class, summary -> new ByteArrayInputStream(bytes(summary)),
            JsonNode.class, summary -> summary,
            ObjectNode.class, summary -> summary);

    private final List<Class<? extends Summarised>> bodies;

    /** @param bodies the classes it converts */
    protected SummaryConverters(List<Class<? extends Summarised>> bodies) {
        this.bodies = bodies;
    }

    @Override
    public final void load(TypeConverterRegistry registry) {
        for (Class<?> body : bodies) {
            FORMS.forEach((form, maker) -> registry.addTypeConverter(
                    form,
                    body,
                    new SimpleTypeConverter(
                            false, (wanted, exchange, value) -> maker.apply(((Summarised) value).summary()))));
        }
    }

    private static byte[] bytes(ObjectNode summary) {
        return summary.toString().getBytes(StandardCharsets.UTF_8);
    }
}
