package org.caravanserai.runtime.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.camel.Exchange;
import org.caravanserai.base.Json;
import org.caravanserai.notify.OperationRequest;
import org.caravanserai.notify.Verdict;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.budget.BudgetReading;
import org.caravanserai.outbox.sender.LeasedPermit;

/** Turns what a sender puts on an exchange into what the channel's steps understand, and their verdict into its outcome. */
final class WorkOperationRequests implements OperationRequest.Reader {

    @Override
    public OperationRequest read(Exchange exchange) {
        Work work = exchange.getMessage().getBody(Work.class);
        LeasedPermit call = exchange.getProperty(LeasedPermit.PROPERTY, LeasedPermit.class);
        boolean list = work instanceof PollWork || work instanceof FetchWork fetch && fetch.list();
        return new OperationRequest(
                work.account().id(), list ? "list" : work.operation(), work.attempt(), input(work), rights(call));
    }

    static Outcome outcome(Verdict verdict) {
        return new Outcome(Outcome.Kind.valueOf(verdict.kind().name()), verdict.message(), verdict.retryAfter());
    }

    private static ObjectNode input(Work work) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        try {
            if (work instanceof OutboxRow row) {
                input.set("status", Json.MAPPER.readTree(row.body()));
            } else if (work instanceof StockWork stock) {
                ObjectNode listing = input.putObject("listing");
                listing.put("channelSku", stock.listing().channelSku())
                        .put("sku", stock.listing().sku());
                listing.set("reference", Json.MAPPER.readTree(stock.listing().reference()));
                input.put("target", stock.target())
                        .put("believed", stock.believed())
                        .put("version", stock.version());
            } else if (work instanceof FetchWork fetch) {
                input.put("orderKey", fetch.orderKey())
                        .put(
                                "since",
                                fetch.since() == null ? null : fetch.since().toString());
                if (!fetch.list()) {
                    input.put("parentId", fetch.parentId());
                }
            }
            return input;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("work for " + work.destination() + " is no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("work for " + work.destination() + " cannot be read", e);
        }
    }

    private static OperationRequest.Rights rights(LeasedPermit call) {
        if (call == null) {
            return OperationRequest.Rights.FREE;
        }
        return new OperationRequest.Rights() {
            @Override
            public void requireLease() {
                call.requireLease();
            }

            @Override
            public void correct(String budget, Long remaining, Long capacity, BigDecimal perSecond) {
                call.correct(new BudgetReading(
                        budget, remaining, capacity, perSecond == null ? null : perSecond.doubleValue(), null));
            }

            @Override
            public void charge(String budget, int cost) {
                call.charge(budget, cost);
            }
        };
    }
}
