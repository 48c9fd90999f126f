package org.caravanserai.intake.webhook;

import java.io.IOException;

/** Reads single values out of a JSON body without reading all of it. */
@FunctionalInterface
public interface BodyValues {

    /**
     * The texts at these JSON pointers, in the same order; null where there is none, or something that is no single value.
     *
     * @throws IOException when the body is no JSON as far as it was read
     */
    String[] read(byte[] body, String... pointers) throws IOException;
}
