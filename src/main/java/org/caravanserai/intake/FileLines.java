package org.caravanserai.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Cuts files into events. Bound as bean {@code fileLines}; its methods are what the file routes split by.
 *
 * <ul>
 * <li>JSON lines: one object a line.
 * <li>CSV of counts: columns sku, location, onHand, and if wanted asOf; one {@code stock.v1} a row.
 * <li>CSV of orders: column orderId; neighbouring rows of one order are one event
 *     {@code {"schema": "csv", "orderId": ..., "rows": [{column: text}]}}, read by {@code order.csv.jslt} of the account's channel.
 * </ul>
 */
public final class FileLines {

    private static final int LIMIT = DoorMessages.LIMIT;
    private static final int MOST_ROWS = 1000;
    private static final String BAD = "hubBadLines";

    /** One event a line; blank lines are skipped. */
    public Iterator<FileLine> jsonLines(Exchange exchange) {
        return new FileEvents(new LineReader(file(exchange), LIMIT), lines -> {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (lines.tooLong()) {
                    return FileLine.bad(lines.number(), "the line is longer than " + LIMIT + " characters");
                }
                if (!line.isBlank()) {
                    return FileLine.good(lines.number(), line);
                }
            }
            return null;
        });
    }

    /** One count a row; without a column asOf the file's own time counts. */
    public Iterator<FileLine> stockRows(Exchange exchange) {
        Path file = file(exchange);
        Instant modified = Instant.ofEpochMilli(file.toFile().lastModified());
        CsvRows rows = new CsvRows();
        return new FileEvents(new LineReader(file, LIMIT), lines -> {
            CsvRows.Row row = rows.next(lines);
            return row == null ? null : row.fault() != null ? FileLine.bad(row.number(), row.fault()) : count(row, file, modified);
        });
    }

    private static FileLine count(CsvRows.Row row, Path file, Instant modified) {
        ObjectNode cells = row.cells();
        for (String column : new String[] {"sku", "location", "onHand"}) {
            if (cells.path(column).asText("").isBlank()) {
                return FileLine.bad(row.number(), "it has no " + column);
            }
        }
        int onHand;
        try {
            onHand = Integer.parseInt(cells.path("onHand").asText().strip());
        } catch (NumberFormatException e) {
            return FileLine.bad(row.number(), "onHand is no whole number");
        }
        String asOf = cells.path("asOf").asText("").isBlank() ? modified.toString() : cells.path("asOf").asText().strip();
        ObjectNode stock = JsonNodeFactory.instance.objectNode().put("schema", "stock.v1")
                .put("reference", file.getFileName() + "@" + modified.toEpochMilli() + ":" + row.number()).put("asOf", asOf);
        stock.putArray("levels").addObject().put("sku", cells.path("sku").asText().strip())
                .put("location", cells.path("location").asText().strip()).put("onHand", onHand);
        return FileLine.good(row.number(), stock.toString());
    }

    /** One event per run of rows with the same orderId. */
    public Iterator<FileLine> orderRows(Exchange exchange) {
        CsvRows rows = new CsvRows();
        Deque<CsvRows.Row> ahead = new ArrayDeque<>();
        Function<LineReader, CsvRows.Row> take = lines -> ahead.isEmpty() ? rows.next(lines) : ahead.pop();
        return new FileEvents(new LineReader(file(exchange), LIMIT), lines -> {
            CsvRows.Row first = take.apply(lines);
            if (first == null) {
                return null;
            }
            String order = first.fault() != null ? "" : first.cells().path("orderId").asText("");
            if (order.isBlank()) {
                return FileLine.bad(first.number(), first.fault() != null ? first.fault() : "it has no orderId");
            }
            ObjectNode event = JsonNodeFactory.instance.objectNode().put("schema", "csv").put("orderId", order);
            var together = event.putArray("rows").add(first.cells());
            CsvRows.Row next = take.apply(lines);
            while (next != null && next.fault() == null && next.cells().path("orderId").asText("").equals(order) && together.size() < MOST_ROWS) {
                together.add(next.cells());
                next = take.apply(lines);
            }
            if (next != null) {
                ahead.push(next);
            }
            return FileLine.good(first.number(), event.toString());
        });
    }

    /** Begins a file: its name, and for orders the account it lies under ({@code <channel>/<account>/file}), as headers. */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Path file = file(exchange);
        message.setHeader("hubFile", file.getFileName().toString());
        Path account = file.toAbsolutePath().getParent();
        if (account != null && account.getParent() != null) {
            message.setHeader("hubAccount", account.getFileName().toString());
            message.setHeader("hubChannel", String.valueOf(account.getParent().getFileName()));
        }
        exchange.setProperty(BAD, new AtomicInteger());
    }

    /** Unpacks one event for the steps after the split: its JSON as body, its line as hubLine, what is wrong as hubReason. */
    public void unpack(FileLine line, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader("hubLine", line.number());
        if (line.fault() != null) {
            message.setHeader("hubReason", line.fault());
            message.setBody(JsonNodeFactory.instance.objectNode().put("file", message.getHeader("hubFile", String.class))
                    .put("line", line.number()).toString());
        } else {
            message.setBody(line.json());
        }
    }

    /** Counts a line that was stored as odd. */
    public void count(Exchange exchange) {
        if ("odd".equals(exchange.getProperty(DoorSteps.KIND))) {
            exchange.getProperty(BAD, AtomicInteger.class).incrementAndGet();
        }
    }

    /** Ends a file: property hubFolder is {@code done}, or {@code failed} when a line of it was bad. */
    public void end(Exchange exchange) {
        exchange.setProperty("hubFolder", exchange.getProperty(BAD, AtomicInteger.class).get() == 0 ? "done" : "failed");
    }

    private static Path file(Exchange exchange) {
        return exchange.getMessage().getBody(File.class).toPath();
    }
}
