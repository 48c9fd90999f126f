package org.caravanserai.translate;

import org.caravanserai.base.CodedFailure;

/**
 * A payload could not become a canonical order. Trying again with the same bytes fails the same way, so this ends in an
 * exception case, never in a retry.
 *
 * <p>The text is safe to store, log and show: it names places and kinds, never what a person wrote.
 */
public final class MappingException extends RuntimeException implements CodedFailure {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String evidence;

    /**
     * @param code stable cause code, {@code mapping.<what>}
     * @param sentence what is wrong, for a person
     * @param evidence where and what exactly, without personal data; may be empty
     */
    public MappingException(String code, String sentence, String evidence) {
        super(sentence, null, false, false);
        this.code = code;
        this.evidence = evidence;
    }

    /** The stable cause code, e.g. {@code mapping.not_canonical}. */
    public String code() {
        return code;
    }

    /** Where and what exactly; empty when the sentence says it all. */
    public String evidence() {
        return evidence;
    }

    @Override
    public String toString() {
        return code + ": " + getMessage() + (evidence.isEmpty() ? "" : " (" + evidence + ")");
    }
}
