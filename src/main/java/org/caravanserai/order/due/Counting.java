package org.caravanserai.order.due;

/** How a channel counts what has been sent ({@code counts:} in {@code channel.yaml}, per shape or account setting). */
public enum Counting {
    /** Its statements say, per line, how many units are still to be sent. */
    UNITS,
    /** It only marks a line as sent, as a whole. */
    LINE,
    /** It only marks the order as sent, as a whole. */
    ORDER
}
