package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One case with what people did about it and what was tried. */
public final class CaseDetails {

    private static final String HISTORY = """
            select at, actor, action, words from case_note where case_id = :id order by id""";

    private static final String ATTEMPTS = """
            select number, call, outcome, status, answer, at from attempt
             where reference = any(:references) and (account_id is not distinct from :account)
             order by at, id""";

    private final JdbcClient jdbc;

    private record Subject(Integer account, String[] references) {}

    public CaseDetails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ApiProblem 404 when there is no such case */
    public ObjectNode get(long id) {
        ObjectNode one = jdbc.sql(CaseRows.SELECT + " where c.id = :id")
                .param("id", id)
                .query(CaseRows::entry)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
        one.putArray("history")
                .addAll(jdbc.sql(HISTORY)
                        .param("id", id)
                        .query((row, n) -> new JsonRow(row)
                                .time("at", "at")
                                .text("actor", "actor")
                                .text("action", "action")
                                .text("words", "words")
                                .node())
                        .list());
        Subject subject = subject(id, one);
        one.putArray("attempts")
                .addAll(jdbc.sql(ATTEMPTS)
                        .param("references", subject.references)
                        .param("account", subject.account, Types.INTEGER)
                        .query((row, n) -> new JsonRow(row)
                                .integer("number", "number")
                                .text("call", "call")
                                .text("outcome", "outcome")
                                .integer("status", "status")
                                .text("answer", "answer")
                                .time("at", "at")
                                .node())
                        .list());
        return one;
    }

    /** By what the attempts are known that a case is about: its message, its listing, its order's fetches, its account's polls. */
    private Subject subject(long id, ObjectNode one) {
        return jdbc.sql("""
                        select c.account_id, c.subject, m.id as message, m.destination from exception_case c
                          left join outbox m on m.id = c.outbox_id where c.id = :id""")
                .param("id", id)
                .query((row, n) -> {
                    List<String> references = new ArrayList<>();
                    boolean toAccount = row.getString("destination") == null
                            || row.getString("destination").startsWith("account:");
                    String subject = row.getString("subject");
                    if (row.getObject("message") != null) {
                        references.add("outbox/" + row.getLong("message"));
                    } else if (subject.startsWith("order:")) {
                        references.add("order/" + subject.substring("order:".length()));
                    } else if (one.path("scope").asText().equals("stock")) {
                        references.add(
                                "listing/" + one.at("/evidence/channelSku").asText());
                    } else if (!subject.isEmpty()) {
                        references.add(subject);
                    }
                    return new Subject(
                            toAccount ? row.getObject("account_id", Integer.class) : null,
                            references.toArray(String[]::new));
                })
                .single();
    }
}
