package org.caravanserai.inbox;

import java.util.List;

/**
 * What became of an event, for whoever sent it.
 *
 * @param eventId of its inbox row
 * @param code why not all was taken, most often that of a case; empty when all was
 * @param reason one sentence for people; empty when there is nothing to say
 * @param orderIds the hub's orders it was about, ascending
 */
public record EventOutcome(long eventId, EventResult result, String code, String reason, List<Long> orderIds) {}
