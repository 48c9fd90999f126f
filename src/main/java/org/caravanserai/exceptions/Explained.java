package org.caravanserai.exceptions;

/** A failure that can say what is wrong in words: what the dead letter channel makes a case of. */
public interface Explained {

    /** The cause's code, {@code category.cause}. */
    String code();

    /** One sentence a person understands, without personal data. */
    String sentence();

    /** JSON with references and pointers, without personal data. */
    String evidence();
}
