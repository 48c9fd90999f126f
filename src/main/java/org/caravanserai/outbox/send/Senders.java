package org.caravanserai.outbox.send;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.BodyOpener;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.PollTrigger;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.lease.Owner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the senders of a hub together. */
public final class Senders {

    /**
     * What the senders need from elsewhere.
     *
     * @param dataSource the working role's connections
     * @param owner this hub run
     * @param pace factor of every waiting time and budget
     * @param random for the jitter of backoffs
     * @param nanos a monotonic clock that goes on while the process is frozen, like {@code System::nanoTime}
     * @param leaseTime how long a lease lasts without being renewed, see {@link Leases#LEASE_TIME}
     * @param policies how each channel wants to be called
     * @param opener opens sealed bodies
     * @param cases opens cases, in the senders' transactions
     * @param audit writes the audit trail, in the senders' transactions
     * @param admissions who may veto rows of which kind
     */
    public record Needs(
            DataSource dataSource,
            Owner owner,
            Clock clock,
            TimeScale pace,
            Random random,
            LongSupplier nanos,
            Duration leaseTime,
            SenderPolicies policies,
            BodyOpener opener,
            CaseOpener cases,
            AuditSink audit,
            Collection<Admission> admissions) {}

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
        Backoff backoff = new Backoff(needs.pace, needs.random);
        Settlement settlement = new Settlement(backoff, needs.clock);
        figures = new OutboxFigures(jdbc, needs.clock);
        leases = new Leases(jdbc, needs.owner, needs.leaseTime);
        polls = DemandSource.polls(jdbc, tx, settlement, needs.cases, signal, needs.clock);
        subscriptions = DemandSource.subscriptions(jdbc, tx, settlement, needs.cases, signal, needs.clock);
        OutboxMarks marks = new OutboxMarks(jdbc, tx, settlement, needs.cases, needs.audit, needs.clock);
        OutboxSource outbox =
                new OutboxSource(jdbc, tx, needs.opener, needs.audit, needs.clock, marks, needs.admissions);
        FetchSource fetch = new FetchSource(jdbc, tx, settlement, backoff, needs.cases);
        StockSource stock = new StockSource(jdbc, tx, settlement, backoff, needs.cases, polls, needs.clock);
        scheduler = new SenderScheduler(
                leases,
                new Targets(jdbc),
                needs.policies,
                handlers,
                List.of(fetch, polls, subscriptions, outbox, stock),
                signal,
                needs.pace,
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

    public OutboxFigures figures() {
        return figures;
    }

    /** Asks for an account's new orders; does something only on the hub that is the account's sender. */
    public PollTrigger polls() {
        return polls;
    }

    /** Has the account's subscriptions looked at soon; does something only on the hub that is the account's sender. */
    public void lookAfterSubscriptions(int accountId) {
        subscriptions.poll(accountId);
    }

    public Leases leases() {
        return leases;
    }

    /** To be started when the routes are, and closed after them. */
    public SenderScheduler scheduler() {
        return scheduler;
    }
}
