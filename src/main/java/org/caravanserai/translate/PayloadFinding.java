package org.caravanserai.translate;

/**
 * A value of a payload that is not what the channel publishes, and was taken out or made to fit.
 *
 * @param code what is wrong, such as {@code payload.unreadable}
 * @param pointer the place in the payload
 * @param detail one sentence without the value, unless that cannot be a person's
 * @param stops whether it decides what is sent, so that the order must not go on before a person looked
 */
record PayloadFinding(String code, String pointer, String detail, boolean stops) {}
