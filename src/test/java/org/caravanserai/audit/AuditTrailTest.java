package org.caravanserai.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.caravanserai.audit.AuditFault.FaultKind;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What was written can be proven; what was changed is named. The database is real, the forger has the owner's rights. */
class AuditTrailTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");
    private static TestDatabase database;
    private static DataSource app;
    private static JdbcClient forger;

    @TempDir
    Path directory;

    private CheckpointLog checkpoints;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.fresh();
        app = database.dataSource();
        forger = JdbcClient.create(new SingleConnectionDataSource(database.ownerConnection(), true));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void fiveBlocksOfThreeRows() throws Exception {
        forger.sql("truncate audit_row, audit_block").update();
        forger.sql("update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')")
                .update();
        checkpoints = log(directory);
        for (int i = 1; i <= 5; i++) {
            write(100 + i, 3);
        }
    }

    private static CheckpointLog log(Path directory) {
        return new CheckpointLog(
                directory.resolve("checkpoints.jsonl"),
                CheckpointKey.open(directory.resolve("checkpoint.key")),
                app,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void write(long block, int rows) throws Exception {
        AuditBlock audit = new AuditBlock(block, NOW);
        for (int i = 0; i < rows; i++) {
            audit.add(
                    "order.accepted",
                    "channel:shopify/main",
                    block * 10 + i,
                    i == 0 ? null : block,
                    "{\"line\":\"é \\u0000 " + i + "\"}");
        }
        try (Connection connection = app.getConnection()) {
            connection.setAutoCommit(false);
            SqlBatch batch = new SqlBatch();
            audit.writeTo(batch);
            batch.execute(connection);
            connection.commit();
        }
    }

    private AuditReport verify() {
        return new AuditVerifier(app).verify(checkpoints.read());
    }

    private void assertFault(FaultKind kind, long seq, int pos) {
        AuditReport report = verify();
        assertThat(report.fault()).as(report.toString()).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.seq()).isEqualTo(seq);
            assertThat(fault.pos()).isEqualTo(pos);
        });
    }

    @Test
    void anUntouchedTrailIsIntact() {
        checkpoints.append();
        assertThat(verify()).hasToString("5 blocks with 15 rows, 1 checkpoints: intact");
    }

    @Test
    void anEmptyTrailIsIntact() {
        forger.sql("truncate audit_row, audit_block").update();
        forger.sql("update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')")
                .update();
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void aBlockWithoutRowsIsNotWritten() {
        SqlBatch batch = new SqlBatch();
        new AuditBlock(1, NOW).writeTo(batch);
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void textThatPostgresRefusesIsStoredWithoutIt() throws Exception {
        SqlBatch batch = new SqlBatch();
        new AuditBlock(106, NOW)
                .add("a.b", "nul \0", null, null, "half \uD800 character")
                .writeTo(batch);
        try (Connection connection = app.getConnection()) {
            batch.execute(connection);
        }
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void manyWritersAtOnceMakeOneChain() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long block = 1000 + i;
            work.add(() -> {
                write(block, 2);
                return null;
            });
        }
        for (Future<Void> done : pool.invokeAll(work)) {
            done.get();
        }
        pool.shutdown();
        AuditReport report = verify();
        assertThat(report.intact()).as(report.toString()).isTrue();
        assertThat(report.blocks()).isEqualTo(205);
    }

    @Test
    void aTransactionThatFailsLeavesNoGap() throws Exception {
        try (Connection connection = app.getConnection()) {
            connection.setAutoCommit(false);
            SqlBatch batch = new SqlBatch();
            new AuditBlock(200, NOW).add("a.b", "hub", null, null, "{}").writeTo(batch);
            batch.execute(connection);
            connection.rollback();
        }
        write(201, 1);
        assertThat(verify()).hasToString("6 blocks with 16 rows, 0 checkpoints: intact");
    }

    @Test
    void theHubItselfMayNotChangeOrRemoveRows() {
        JdbcClient hub = JdbcClient.create(app);
        for (String sql : List.of(
                "update audit_row set actor = 'x'",
                "delete from audit_row",
                "truncate audit_row",
                "update audit_block set rows = 1",
                "delete from audit_block",
                "delete from audit_head",
                "insert into audit_head (one, seq, hash) values (false, 1, '')")) {
            assertThatThrownBy(() -> hub.sql(sql).update()).as(sql).hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void aChangedRowIsNamed() {
        forger.sql("update audit_row set data = '{\"line\":\"9\"}' where block = 103 and pos = 1")
                .update();
        assertFault(FaultKind.ROW_CHANGED, 3, 1);
    }

    @Test
    void eachFieldOfARowIsCovered() {
        for (String change : List.of(
                "actor = 'x'",
                "action = 'x'",
                "order_id = null",
                "order_id = 7",
                "inbox_id = 8",
                "data = '{}'",
                "at = at + interval '1 microsecond'")) {
            String field = change.substring(0, change.indexOf(' '));
            forger.sql("create table kept as select * from audit_row where block = 102 and pos = 2")
                    .update();
            forger.sql("update audit_row set " + change + " where block = 102 and pos = 2")
                    .update();
            assertFault(FaultKind.ROW_CHANGED, 2, 2);
            forger.sql("update audit_row r set " + field + " = k." + field
                            + " from kept k where r.block = 102 and r.pos = 2")
                    .update();
            forger.sql("drop table kept").update();
        }
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void aRowRemovedInTheMiddleIsNamed() {
        forger.sql("delete from audit_row where block = 104 and pos = 1").update();
        assertFault(FaultKind.ROW_MISSING, 4, 1);
    }

    @Test
    void aRowRemovedAtTheEndOfItsBlockIsNamed() {
        forger.sql("delete from audit_row where block = 104 and pos = 2").update();
        assertFault(FaultKind.ROW_MISSING, 4, 2);
    }

    @Test
    void anAddedRowIsNamed() {
        forger.sql(
                        "insert into audit_row select block, 3, at, actor, action, order_id, inbox_id, data, hash from audit_row"
                                + " where block = 102 and pos = 0")
                .update();
        assertFault(FaultKind.ROW_ADDED, 2, 3);
    }

    @Test
    void rowsThatChangedPlacesAreNamed() {
        forger.sql("update audit_row set pos = 10 where block = 102 and pos = 0")
                .update();
        forger.sql("update audit_row set pos = 0 where block = 102 and pos = 1").update();
        forger.sql("update audit_row set pos = 1 where block = 102 and pos = 10")
                .update();
        assertFault(FaultKind.ROW_CHANGED, 2, 0);
    }

    @Test
    void blocksThatChangedPlacesAreNamed() {
        forger.sql("update audit_block set seq = 99 where seq = 2").update();
        forger.sql("update audit_block set seq = 2 where seq = 3").update();
        forger.sql("update audit_block set seq = 3 where seq = 99").update();
        assertFault(FaultKind.BLOCK_CHANGED, 2, -1);
    }

    @Test
    void aRemovedBlockIsNamed() {
        forger.sql("delete from audit_row where block = 103").update();
        forger.sql("delete from audit_block where block = 103").update();
        assertFault(FaultKind.BLOCK_MISSING, 3, -1);
    }

    @Test
    void rowsWhoseBlockWasRemovedAreNamed() {
        forger.sql("insert into audit_row values (999, 0, '2026-11-23T12:00:00Z', 'x', 'x', null, null, '{}', '')")
                .update();
        assertFault(FaultKind.ROWS_WITHOUT_BLOCK, 0, 0);
    }

    @Test
    void aCutTailIsNamed() {
        cutTail();
        assertFault(FaultKind.TAIL_CUT, 4, -1);
    }

    @Test
    void aCutTailWithTheHeadSetBackIsFoundByTheCheckpoint() {
        checkpoints.append();
        cutTail();
        forger.sql("update audit_head set (seq, hash) = (select seq, hash from audit_block where seq = 3)")
                .update();
        assertFault(FaultKind.TAIL_CUT, 4, -1);
    }

    @Test
    void aChangedHeadIsNamed() {
        forger.sql("update audit_head set hash = sha256(hash)").update();
        assertFault(FaultKind.HEAD_CHANGED, 5, -1);
    }

    @Test
    void aChainThatWasWrittenAnewIsFoundByTheCheckpoint() throws Exception {
        checkpoints.append();
        forger.sql("truncate audit_row, audit_block").update();
        forger.sql("update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')")
                .update();
        for (int i = 1; i <= 6; i++) {
            write(100 + i, 2);
        }
        assertFault(FaultKind.CHECKPOINT_DIFFERS, 5, -1);
    }

    @Test
    void aCheckpointThatOurKeyHasNotSignedIsNamed() throws Exception {
        checkpoints.append();
        Path file = directory.resolve("checkpoints.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"seq\":5", "\"seq\":4"));
        assertFault(FaultKind.CHECKPOINT_FORGED, 4, -1);
    }

    @Test
    void aCheckpointIsWrittenOnlyWhenTheChainHasMoved() throws Exception {
        assertThat(checkpoints.append()).isTrue();
        assertThat(checkpoints.append()).isFalse();
        write(300, 1);
        assertThat(checkpoints.append()).isTrue();
        assertThat(checkpoints.read()).extracting(Checkpoint::seq).containsExactly(5L, 6L);
    }

    @Test
    void halfALineOfAKilledHubIsCleanedAway() throws Exception {
        Path file = directory.resolve("checkpoints.jsonl");
        Files.writeString(file, "{\"seq\":5,\"ha");
        assertThat(checkpoints.read()).isEmpty();
        assertThat(checkpoints.append()).isTrue();
        assertThat(log(directory).read()).hasSize(1).allMatch(Checkpoint::genuine);
    }

    private static void cutTail() {
        forger.sql("delete from audit_row where block >= 104").update();
        forger.sql("delete from audit_block where block >= 104").update();
    }
}
