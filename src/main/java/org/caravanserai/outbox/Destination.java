package org.caravanserai.outbox;

/**
 * Where work goes. Each destination has one sender among all hubs, see {@link org.caravanserai.outbox.lease.Lease}.
 *
 * @param text as it stands in the database: {@code account:7}, {@code location:MAIN}, {@code exceptions}, {@code events},
 *     {@code queue:hub.custom.copies}
 */
public record Destination(String text) {

    /** The queue {@code hub.exceptions}. */
    public static final Destination EXCEPTIONS = new Destination("exceptions");

    /** The hub's own events. */
    public static final Destination EVENTS = new Destination("events");

    private static final String ACCOUNT = "account:";
    private static final String LOCATION = "location:";
    private static final String QUEUE = "queue:";

    /** A channel account. @param id of table {@code account} */
    public static Destination account(int id) {
        return new Destination(ACCOUNT + id);
    }

    /** A warehouse. @param code of table {@code location} */
    public static Destination location(String code) {
        return new Destination(LOCATION + code);
    }

    /** A queue of one's own. @param name as the broker knows it */
    public static Destination queue(String name) {
        return new Destination(QUEUE + name);
    }

    /** The queue's name; empty for other destinations. */
    public String queueName() {
        return text.startsWith(QUEUE) ? text.substring(QUEUE.length()) : "";
    }

    /** The location's code; empty for other destinations. */
    public String locationCode() {
        return text.startsWith(LOCATION) ? text.substring(LOCATION.length()) : "";
    }

    /** As it stands in the database. */
    @Override
    public String toString() {
        return text;
    }
}
