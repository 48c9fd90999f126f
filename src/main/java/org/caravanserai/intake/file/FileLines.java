package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.intake.message.InboxMessages;

/**
 * Cuts files into events. Bound as bean {@code fileLines}; its methods are what the file routes split by.
 *
 * <ul>
 * <li>JSON lines: one object a line.
 * <li>CSV of counts: columns sku, location, on_hand, and if wanted as_of; rows of one as_of are one {@code stock.v1}.
 * <li>CSV of orders: column order_id; neighbouring rows of one order are one event
 *     {@code {"schema": "csv", "channel": .., "orderId": .., "fileTime": .., "rows": [{column: text}]}}, read by {@code order.csv.jslt} of
 *     the account's channel, or by the one of {@code canonical}, whose columns are the hub's own.
 * </ul>
 */
public final class FileLines {

    private static final int LIMIT = InboxMessages.LIMIT;
    private static final String BAD = HubHeaders.BAD_LINES;

    private final Predicate<String> ownColumns;

    /** @param ownColumns whether a channel has a mapping of CSV files of its own */
    public FileLines(Predicate<String> ownColumns) {
        this.ownColumns = ownColumns;
    }

    /** One event a line; blank lines are skipped. */
    public Iterator<FileLine> jsonLines(Exchange exchange) {
        return new FileEvents(new LineReader(file(exchange), LIMIT), lines -> {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (lines.tooLong()) {
                    return FileLine.bad(lines.number(), "the line is longer than " + LIMIT + " bytes");
                }
                if (!line.isBlank()) {
                    return FileLine.good(lines.number(), line);
                }
            }
            return null;
        });
    }

    /** Counts: rows that were counted at the same time are one report; without a column as_of the file's own time counts. */
    public Iterator<FileLine> stockRows(Exchange exchange) {
        Path file = file(exchange);
        StockSheet sheet = new StockSheet(file.getFileName().toString(), modified(file));
        return new FileEvents(new LineReader(file, LIMIT), sheet::next);
    }

    /** One event an order. */
    public Iterator<FileLine> orderRows(Exchange exchange) {
        Path file = file(exchange);
        String channel = exchange.getMessage().getHeader(HubHeaders.CHANNEL, String.class);
        OrderSheet sheet = new OrderSheet(channel, modified(file), !ownColumns.test(channel));
        return new FileEvents(new LineReader(file, LIMIT), sheet::next);
    }

    /** Begins a file: its name, and for orders the account it lies under ({@code <channel>/<account>/file}), as headers. */
    @Leaves(headers = {HubHeaders.FILE, HubHeaders.ACCOUNT, HubHeaders.CHANNEL})
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Path file = file(exchange);
        message.setHeader(HubHeaders.FILE, file.getFileName().toString());
        Path account = file.toAbsolutePath().getParent();
        if (account != null && account.getParent() != null) {
            message.setHeader(HubHeaders.ACCOUNT, account.getFileName().toString());
            message.setHeader(
                    HubHeaders.CHANNEL, String.valueOf(account.getParent().getFileName()));
        }
        exchange.setProperty(BAD, new AtomicInteger());
    }

    /**
     * Unpacks one event for the steps after the split: its JSON's bytes as body, its line as hubLine, what is wrong as hubReason, the
     * order that is not taken for it as hubOrderKey.
     */
    @Leaves(
            body = byte[].class,
            headers = {HubHeaders.LINE, HubHeaders.REASON, HubHeaders.ORDER_KEY})
    public void unpack(FileLine line, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(HubHeaders.LINE, line.number());
        if (line.fault() != null) {
            message.setHeader(HubHeaders.REASON, line.fault());
            message.setHeader(HubHeaders.ORDER_KEY, line.order());
            message.setBody(JsonNodeFactory.instance
                    .objectNode()
                    .put("file", message.getHeader(HubHeaders.FILE, String.class))
                    .put("line", line.number())
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
        } else {
            message.setBody(line.json().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Counts a line that was stored as unrecognised. */
    public void count(Exchange exchange) {
        if (exchange.getProperty(HubHeaders.STORED_KIND) == EventKind.UNRECOGNISED) {
            exchange.getProperty(BAD, AtomicInteger.class).incrementAndGet();
        }
    }

    /** Ends a file: property hubFolder is {@code done}, or {@code failed} when a line of it was bad. */
    @Leaves(properties = {HubHeaders.FOLDER})
    public void end(Exchange exchange) {
        exchange.setProperty(
                HubHeaders.FOLDER,
                exchange.getProperty(BAD, AtomicInteger.class).get() == 0 ? "done" : "failed");
    }

    private static Instant modified(Path file) {
        return Instant.ofEpochMilli(file.toFile().lastModified());
    }

    private static Path file(Exchange exchange) {
        return exchange.getMessage().getBody(File.class).toPath();
    }
}
