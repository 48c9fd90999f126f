package org.caravanserai.order.due;

/**
 * Units that the hub itself took off a line: a command of a person, not a statement of the channel.
 *
 * @param units still not known to be counted by the channel
 */
public record OwnCancellation(int lineNo, int units, TellState tell) {}
