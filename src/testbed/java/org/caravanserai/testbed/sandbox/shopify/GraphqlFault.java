package org.caravanserai.testbed.sandbox.shopify;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.List;
import java.util.Map;

/** An error of the second layer: top-level {@code errors[]} with {@code extensions.code}. */
final class GraphqlFault extends RuntimeException implements GraphQLError {

    private final String code;
    private final boolean ofTheCaller;

    /** @param ofTheCaller true when only a wrong caller gets it, i.e. it is a protocol fault of the hub */
    GraphqlFault(String code, String message, boolean ofTheCaller) {
        super(message, null, false, false);
        this.code = code;
        this.ofTheCaller = ofTheCaller;
    }

    boolean ofTheCaller() {
        return ofTheCaller;
    }

    @Override
    public List<SourceLocation> getLocations() {
        return List.of();
    }

    @Override
    public ErrorClassification getErrorType() {
        return ErrorType.DataFetchingException;
    }

    @Override
    public Map<String, Object> getExtensions() {
        return Map.of("code", code);
    }
}
