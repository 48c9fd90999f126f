package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

/**
 * One thing that is wrong in a recipe.
 *
 * @param pointer JSON pointer to its place in the file
 * @param what what is wrong and how to mend it
 */
record RecipeProblem(String pointer, String what) {

    /** What the mapper stumbled over. */
    static RecipeProblem of(JsonProcessingException error) {
        StringBuilder pointer = new StringBuilder();
        if (error instanceof JsonMappingException placed) {
            placed.getPath()
                    .forEach(step -> pointer.append('/')
                            .append(
                                    step.getFieldName() == null
                                            ? String.valueOf(step.getIndex())
                                            : escape(step.getFieldName())));
        }
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return new RecipeProblem(
                pointer.toString(),
                String.valueOf(cause.getMessage()).lines().findFirst().orElse("wrong"));
    }

    /** A name as a part of a JSON pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A pointer as people write it: {@code webhook.signature.header}. */
    static String words(String pointer) {
        return pointer.isEmpty()
                ? "the file"
                : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }
}
