package org.caravanserai.cases;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do about cases and say of them: who, when and why. Written in the transaction that is running. */
public final class CaseNotes {

    /** What somebody did. */
    public enum Action {
        COMMENT,
        ASSIGNED,
        RETRIED,
        RESOLVED,
        DISMISSED;

        /** The word in the database and in the contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String ADD = """
            insert into case_note (case_id, at, actor, action, words) values (?, ?, ?, ?, ?) returning id
            """;

    private static final String RETRY = """
            update exception_case set state = 'retrying' where id = ? and state = 'open' and count = ?
            """;

    private static final String END = """
            update exception_case set state = 'resolved', ending = ?, resolved_at = ?, resolved_by = ?, resolution = ?
             where id = ? and state <> 'resolved'
            """;

    private final JdbcClient jdbc;

    public CaseNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param words note, reason or login; may be empty @return the note's id */
    public long add(long caseId, Action action, String actor, String words, Instant at) {
        return jdbc.sql(ADD)
                .params(caseId, at.atOffset(ZoneOffset.UTC), actor, action.word(), words)
                .query(Long.class)
                .single();
    }

    /** Somebody looks after it from now on. @param login null for nobody */
    public void assign(long caseId, String login) {
        jdbc.sql("update exception_case set assignee = ? where id = ?")
                .params(login, caseId)
                .update();
    }

    /** Closes an open case. @param how resolved or dismissed */
    public void end(long caseId, Action how, String actor, String words, Instant at) {
        jdbc.sql(END)
                .params(how.word(), at.atOffset(ZoneOffset.UTC), actor, words, caseId)
                .update();
    }

    /**
     * An occurrence of a case is being tried again. It may have been worked on already and failed again: then its count has
     * grown and it stays open.
     *
     * @param count how often the case had occurred when somebody asked
     */
    public void retrying(long caseId, int count) {
        jdbc.sql(RETRY).params(caseId, count).update();
    }
}
