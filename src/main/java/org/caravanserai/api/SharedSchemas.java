package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.translate.CanonicalSchema;

/**
 * The documents that may come by the API and by queue, each with one schema for both ways. The API's own description cannot
 * say all that they say (generators do not understand it); they have the last word.
 */
public final class SharedSchemas {

    private final Map<String, CanonicalSchema> schemas;

    /** @param canonical the folder of the canonical schemas */
    public SharedSchemas(Path canonical) {
        schemas = Map.of(
                "shipment.v1", CanonicalSchema.load(canonical, "shipment.v1"),
                "cancellation.v1", CanonicalSchema.load(canonical, "cancellation.v1"));
    }

    /** The request's body as a document of this schema. @throws ApiProblem 400 with each place at which it breaks the schema */
    ObjectNode read(String schema, ApiRequest request) {
        ObjectNode document = (ObjectNode) request.json();
        document.put("schema", schema);
        List<String> problems = schemas.get(schema).problems(document);
        if (!problems.isEmpty()) {
            throw ApiProblem.invalid(problems.stream().map(SharedSchemas::wrong).toList());
        }
        return document;
    }

    /** The sentences begin with the place. */
    private static ApiProblem.Wrong wrong(String sentence) {
        int blank = sentence.indexOf(' ');
        return blank > 0 && sentence.startsWith("/")
                ? new ApiProblem.Wrong(sentence.substring(0, blank), sentence.substring(blank + 1))
                : new ApiProblem.Wrong("/", sentence);
    }
}
