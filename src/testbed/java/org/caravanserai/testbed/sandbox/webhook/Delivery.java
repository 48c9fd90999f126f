package org.caravanserai.testbed.sandbox.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One webhook on its way to the hub, with every attempt made. */
public final class Delivery {

    public String id;
    public String channel;
    public String shop;
    /** The order it is about; empty for a greeting. */
    public String orderId;

    public String topic;
    /** The channel's id of the message; copies of one event share it. */
    public String webhookId;
    /** Id of the delivery this one repeats, or null. */
    public String duplicateOf;
    /** True when the channel lost it: no attempt is made. */
    public boolean lost;
    /** What is wrong with the signature ({@code wrong}, {@code missing}), or null for a genuine one. */
    public String forged;

    /** When what it is about happened; a body that is built when it is sent shows more. */
    public Instant madeAt;

    public Instant dueAt;
    public Map<String, String> headers = new LinkedHashMap<>();
    /** Null until built, and again once it is delivered or given up. */
    public byte[] body;

    public List<Attempt> attempts = new ArrayList<>();
    public boolean done;

    /**
     * @param status HTTP status; 0 when there was no answer
     * @param ms     how long the answer took
     */
    public record Attempt(Instant at, int number, int status, long ms, boolean last) {}
}
