package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.inbox.Inbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person at the API does about cases, for tests of what becomes of it. */
public final class CaseDesk {

    private static final String WHO = "user:ann";

    private final ExceptionCases cases;
    private final CaseActions actions;

    public CaseDesk(DataSource source, Inbox inbox, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(source);
        IdBlocks ids = new IdBlocks(
                () -> jdbc.sql("select nextval('hub_id')").query(Long.class).single(), 1000);
        CaseDetails details = new CaseDetails(jdbc);
        cases = new ExceptionCases(
                jdbc,
                new EventIntake(jdbc, inbox, new SharedSchemas(Path.of("transformers/canonical"))),
                details,
                clock);
        actions = new CaseActions(
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new AuditLog(source, ids, clock),
                details,
                clock);
    }

    /** Has it tried again, which must be taken in. */
    public void retry(long id) {
        assertThat(cases.retry(id, WHO).accepted()).isTrue();
    }

    public void resolve(long id) {
        actions.resolve(id, "done", WHO);
    }

    public void dismiss(long id) {
        actions.dismiss(id, "nothing to do", WHO);
    }
}
