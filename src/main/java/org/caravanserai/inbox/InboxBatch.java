package org.caravanserai.inbox;

import java.util.List;

/** The body of the exchange that {@code inbox:} starts: events claimed together, in id order, to be worked on in one transaction. */
public record InboxBatch(List<InboxEvent> events) {}
