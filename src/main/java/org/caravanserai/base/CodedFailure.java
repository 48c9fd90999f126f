package org.caravanserai.base;

/** A failure that can say what is wrong in words: what the dead letter channel makes a case of. Implemented by exceptions. */
public interface CodedFailure {

    /** The case code, {@code category.cause}. */
    String code();

    /** One sentence a person understands, without personal data. */
    String getMessage();

    /** Where and what exactly, without personal data; may be empty. */
    String evidence();
}
