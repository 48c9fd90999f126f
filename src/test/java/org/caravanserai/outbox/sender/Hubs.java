package org.caravanserai.outbox.sender;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.TimeScale;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Admission;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.budget.BudgetSpec;
import org.caravanserai.outbox.lease.Owner;
import org.caravanserai.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** One database with accounts, and hubs that send from it: real schedulers with stand-ins around them. */
final class Hubs implements AutoCloseable {

    final TestDatabase database = TestDatabase.fresh();
    final JdbcClient sql = JdbcClient.create(database.dataSource());
    final List<NewCase> cases = new CopyOnWriteArrayList<>();
    final List<String> over = new CopyOnWriteArrayList<>();
    final List<Long> delivered = new CopyOnWriteArrayList<>();
    final List<AuditRow> audit = new CopyOnWriteArrayList<>();
    final List<NewEvent> events = new CopyOnWriteArrayList<>();
    final Set<Long> dead = ConcurrentHashMap.newKeySet();
    final Map<String, OperationSpec> operations = new ConcurrentHashMap<>();
    final List<BudgetSpec> budgets = new CopyOnWriteArrayList<>();
    final List<Admission> admissions = new ArrayList<>();
    final AtomicLong ids = new AtomicLong(1000);
    int concurrency = 4;
    TimeScale pace = new TimeScale(50);
    Duration leaseTime = Duration.ofSeconds(30);
    private final List<Hub> hubs = new ArrayList<>();

    Hubs() {
        operations.put(
                "shipment",
                new OperationSpec("shipment", Repeat.LOOKUP, Duration.ofSeconds(60), Map.of(), false, false, 5));
        operations.put(
                "cancel", new OperationSpec("cancel", Repeat.KEY, Duration.ofSeconds(60), Map.of(), false, false, 5));
        operations.put(
                "note", new OperationSpec("note", Repeat.NEVER, Duration.ofSeconds(60), Map.of(), false, false, 5));
        operations.put(
                "fetch", new OperationSpec("fetch", Repeat.KEY, Duration.ofSeconds(60), Map.of(), false, false, 5));
        operations.put(
                "stock", new OperationSpec("stock", Repeat.KEY, Duration.ofSeconds(60), Map.of(), true, false, 5));
    }

    /** A hub; its threads run once {@link Hub#start} is called. */
    final class Hub implements AutoCloseable {
        final long id;
        final Freezer freezer = new Freezer(database.dataSource());
        final Senders senders;
        private boolean closed;

        private Hub(long id) {
            this.id = id;
            Owner owner = new Owner() {
                @Override
                public long id() {
                    return id;
                }

                @Override
                public boolean isAlive(long otherId) {
                    return !dead.contains(otherId);
                }
            };
            senders = new Senders(new Senders.Needs(
                    freezer,
                    owner,
                    Clock.systemUTC(),
                    pace,
                    new Random(42),
                    System::nanoTime,
                    leaseTime,
                    channel -> SenderPolicy.account(budgets, operations, concurrency),
                    (outbox, order, body) -> java.util.Optional.of(body),
                    new CaseOpener() {
                        @Override
                        public long open(NewCase request) {
                            cases.add(request);
                            return 1;
                        }

                        @Override
                        public void delivered(List<Long> outboxIds) {
                            delivered.addAll(outboxIds);
                        }

                        @Override
                        public void over(int accountId, String subject) {
                            over.add(accountId + " " + subject);
                        }
                    },
                    audit::addAll,
                    added -> {
                        events.addAll(added);
                        return List.of();
                    },
                    admissions,
                    java.util.Set.of()));
        }

        Hub serve(WorkHandler handler) {
            senders.handlers().add(handler);
            return this;
        }

        Hub start() {
            senders.scheduler().start();
            return this;
        }

        @Override
        public void close() throws InterruptedException {
            if (!closed) {
                closed = true;
                freezer.thaw();
                senders.scheduler().close();
            }
        }
    }

    /** Stops a hub's dealings with the database, as a frozen process would. */
    static final class Freezer extends DelegatingDataSource {
        private volatile CountDownLatch frozen = new CountDownLatch(0);

        Freezer(DataSource target) {
            super(target);
        }

        void freeze() {
            frozen = new CountDownLatch(1);
        }

        void thaw() {
            frozen.countDown();
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                frozen.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", e);
            }
            return super.getConnection();
        }
    }

    Hub hub(long id) {
        Hub hub = new Hub(id);
        hubs.add(hub);
        return hub;
    }

    int account(String channel, String name) {
        return sql.sql("insert into account (channel, name, stock_confirmed_at) values (?, ?, now()) returning id")
                .params(channel, name)
                .query(Integer.class)
                .single();
    }

    long status(int account, String operation, Long orderId, Instant deadline, Instant secondDeadline) {
        return row(
                "status",
                "account:" + account,
                operation,
                orderId,
                null,
                "{\"shipmentId\":\"0\"}",
                deadline,
                secondDeadline);
    }

    long row(
            String kind,
            String destination,
            String operation,
            Long orderId,
            Long groupId,
            String body,
            Instant deadline,
            Instant secondDeadline) {
        long id = ids.incrementAndGet();
        sql.sql("""
                insert into outbox (id, kind, destination, operation, order_id, group_id, body, deadline, second_deadline, next_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, now(), now())""")
                .params(
                        id,
                        kind,
                        destination,
                        operation,
                        orderId,
                        groupId,
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        deadline == null ? null : deadline.atOffset(ZoneOffset.UTC),
                        secondDeadline == null ? null : secondDeadline.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    String state(long id) {
        return sql.sql("select state from outbox where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    int attempts(long id) {
        return sql.sql("select attempts from outbox where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() throws InterruptedException {
        for (Hub hub : hubs) {
            hub.close();
        }
        database.close();
    }
}
