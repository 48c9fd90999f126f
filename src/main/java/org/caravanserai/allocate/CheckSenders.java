package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.LoginTable;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.ForeignReports;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Account;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Refuses what a login of the broker says for a location that is not its own: a parcel, an answer to a recall, a count; of a
 * count of several locations the levels of the others (see {@link ApplyCounts}). Which
 * location a login has is read now, not when the message came: a login that was corrected may be believed by a retry. A sender
 * that the hub made no login for (an external broker's own user, the API, a file) speaks for every location.
 */
public final class CheckSenders {

    private final BatchDependencies dependencies;

    /** @param location null when it names something that is nowhere, or that the hub does not know */
    private record Said(EventContext event, WorkingOrder order, String what, String location) {}

    public CheckSenders(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch check(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        List<Said> reports = Stream.of(Content.Shipped.class, Content.RecallAnswer.class, Content.Counted.class)
                .flatMap(batch::with)
                .flatMap(event -> said(round, event))
                .toList();
        if (reports.isEmpty()) {
            return batch;
        }
        Set<String> names = reports.stream()
                .map(one -> one.event.login())
                .filter(login -> !login.isEmpty())
                .collect(Collectors.toSet());
        Map<String, BrokerLogin> logins =
                names.isEmpty() ? Map.of() : LoginTable.named(dependencies.connection(), names);
        int jms = dependencies.accounts().find("hub", "jms").map(Account::id).orElseThrow();
        for (Said report : reports) {
            BrokerLogin login = logins.get(report.event.login());
            if (login != null && report.location != null && !login.speaksFor(report.location)) {
                if (speaksForSome(report.event, login)) {
                    round.confine(report.event, login);
                } else {
                    refuse(round, report, login);
                }
            }
        }
        reports.stream()
                .map(Said::event)
                .filter(event ->
                        round.failure(event) == null && round.confinedTo(event).isEmpty())
                .forEach(event -> round.cases().resolve(jms, ForeignReports.subject(event)));
        return batch;
    }

    /** A count of several locations, one of them its own: that one is taken. */
    private static boolean speaksForSome(EventContext event, BrokerLogin login) {
        return event.content() instanceof Content.Counted counted
                && counted.counts().stream().anyMatch(count -> login.speaksFor(count.location()));
    }

    private static Stream<Said> said(Round round, EventContext event) {
        if (event.content() instanceof Content.Counted counted) {
            return counted.counts().stream()
                    .map(CountedStock::location)
                    .distinct()
                    .map(location -> new Said(event, null, "count " + counted.reference(), location));
        }
        if (event.content() instanceof Content.Shipped shipped) {
            if (shipped.groupId() == null) {
                return Stream.of(new Said(
                        event,
                        round.orders().get(shipped.order()),
                        "shipment " + shipped.reference(),
                        shipped.location()));
            }
            return Stream.of(ofDispatch(round, event, "shipment " + shipped.reference(), shipped.groupId()));
        }
        Content.RecallAnswer answer = (Content.RecallAnswer) event.content();
        return Stream.of(ofDispatch(round, event, "recall answer " + answer.reference(), answer.groupId()));
    }

    private static Said ofDispatch(Round round, EventContext event, String what, long group) {
        WorkingOrder order = round.orders().ofGroup(group);
        String location = Optional.ofNullable(order)
                .flatMap(one -> one.groups().byId(group))
                .map(WorkingGroup::location)
                .orElse(null);
        return new Said(event, order, what + " about dispatch " + group, location);
    }

    private static void refuse(Round round, Said report, BrokerLogin login) {
        String of = login.location() == null
                ? "which has the role " + login.role().word()
                : "which is one of " + login.location();
        ObjectNode evidence = JsonNodeFactory.instance
                .objectNode()
                .put("login", login.name())
                .put("of", login.location())
                .put("location", report.location)
                .put("what", report.what);
        if (round.failure(report.event) == null) {
            round.fail(
                    report.event,
                    CaseCode.FOREIGN_LOCATION,
                    "Login " + login.name() + ", " + of + ", sent " + report.what + " for " + report.location,
                    evidence.toString());
            round.audit()
                    .add(
                            "report.refused",
                            report.event.actor(),
                            report.order == null ? null : report.order.id(),
                            report.event.event().id(),
                            evidence);
        }
    }
}
