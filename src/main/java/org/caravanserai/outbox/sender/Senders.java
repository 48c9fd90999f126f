package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.inbox.OwnEvents;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.BodyOpener;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.lease.Owner;
import org.caravanserai.outbox.source.AbandonedRows;
import org.caravanserai.outbox.source.Backoff;
import org.caravanserai.outbox.source.DemandSource;
import org.caravanserai.outbox.source.FetchOutcomeWriter;
import org.caravanserai.outbox.source.FetchSource;
import org.caravanserai.outbox.source.ListingOutcomeWriter;
import org.caravanserai.outbox.source.OutboxClaims;
import org.caravanserai.outbox.source.OutboxOutcomeWriter;
import org.caravanserai.outbox.source.OutboxSource;
import org.caravanserai.outbox.source.RetryPolicy;
import org.caravanserai.outbox.source.StockSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the senders of a hub together. */
public final class Senders {

    /**
     * What the senders need from elsewhere.
     *
     * @param dataSource the working role's connections
     * @param owner this hub instance
     * @param timeScale factor of every waiting time and budget
     * @param random for the jitter of backoffs
     * @param nanos a monotonic clock that goes on while the process is frozen, like {@code System::nanoTime}
     * @param leaseTime how long a lease lasts without being renewed, see {@link Leases#LEASE_TIME}
     * @param policies how each channel wants to be called
     * @param opener opens sealed bodies
     * @param cases opens cases, in the senders' transactions
     * @param audit writes the audit trail, in the senders' transactions
     * @param events takes how calls ended, in the senders' transactions
     * @param admissions who may veto rows of which kind
     * @param queues of whoever runs the hub, for what routes send
     */
    public record Needs(
            DataSource dataSource,
            Owner owner,
            Clock clock,
            TimeScale timeScale,
            Random random,
            LongSupplier nanos,
            Duration leaseTime,
            SenderPolicies policies,
            BodyOpener opener,
            CaseOpener cases,
            AuditSink audit,
            OwnEvents events,
            Collection<Admission> admissions,
            Set<String> queues) {}

    private final WorkHandlers handlers = new WorkHandlers();
    private final WorkSignal signal = new WorkSignal();
    private final OutboxFigures figures;
    private final DemandSource polls;
    private final DemandSource subscriptions;
    private final Leases leases;
    private final SenderScheduler scheduler;

    public Senders(Needs needs) {
        JdbcClient jdbc = JdbcClient.create(needs.dataSource);
        TransactionTemplate tx = new TransactionTemplate(new JdbcTransactionManager(needs.dataSource));
        Backoff backoff = new Backoff(needs.timeScale, needs.random);
        RetryPolicy retries = new RetryPolicy(backoff, needs.clock);
        figures = new OutboxFigures(jdbc, needs.clock);
        leases = new Leases(jdbc, needs.owner, needs.leaseTime);
        polls = DemandSource.polls(jdbc, tx, retries, needs.cases, signal, needs.clock);
        subscriptions = DemandSource.subscriptions(jdbc, tx, retries, needs.cases, signal, needs.clock);
        OutboxSource outbox = new OutboxSource(
                jdbc,
                needs.opener,
                new OutboxClaims(jdbc, tx, needs.audit, needs.admissions),
                new AbandonedRows(jdbc, needs.clock),
                new OutboxOutcomeWriter(jdbc, tx, retries, needs.cases, needs.audit, needs.events, needs.clock));
        FetchSource fetch =
                new FetchSource(jdbc, backoff, new FetchOutcomeWriter(jdbc, tx, retries, needs.cases, needs.clock));
        StockSource stock = new StockSource(
                jdbc,
                tx,
                backoff,
                new ListingOutcomeWriter(jdbc, tx, retries, backoff, needs.cases, polls(), needs.clock),
                needs.nanos);
        scheduler = new SenderScheduler(
                new HeldSenders(
                        leases, new SenderTargets(jdbc, needs.queues), needs.policies, needs.timeScale, needs.nanos),
                leases,
                handlers,
                List.of(fetch, polls, subscriptions, outbox, stock),
                new CallRunner(leases, handlers, signal, needs.timeScale, needs.clock, needs.nanos),
                signal,
                needs.clock,
                needs.nanos);
    }

    /** Where the routes' consumers announce themselves. */
    public WorkHandlers handlers() {
        return handlers;
    }

    /** To be woken after work was committed. */
    public WorkSignal signal() {
        return signal;
    }

    /** What waits to be sent. */
    public OutboxFigures figures() {
        return figures;
    }

    /** Asks for an account's new orders; does something only on the hub that is the account's sender. */
    public PollTrigger polls() {
        return polls::ask;
    }

    /** Has the account's subscriptions reconciled soon; does something only on the hub that is the account's sender. */
    public void reconcileSubscriptions(int accountId) {
        subscriptions.ask(accountId);
    }

    /** The leases this hub holds. */
    public Leases leases() {
        return leases;
    }

    /** To be started when the routes are, and closed after them. */
    public SenderScheduler scheduler() {
        return scheduler;
    }
}
