package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.caravanserai.inbox.InboxUnavailableException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * What cannot go on of itself, seen, tried again and closed by JMX. Everything takes the way of the REST
 * interface; the audit trail names {@code jmx}, because JMX does not say who calls. Answers and errors are of classes that
 * every Java has, so that any JMX client can read them.
 */
@ManagedResource(
        description = "Exception cases of all hubs of this database: what they are, and what people do about them")
public final class ExceptionsBean {

    /** Where it is registered. */
    public static final String NAME = "org.caravanserai:type=Exceptions";

    private static final String ACTOR = "jmx";
    private static final int MOST = 1000;

    private final JdbcClient jdbc;
    private final ExceptionCases exceptions;
    private final CaseActions actions;
    private final Clock clock;

    /**
     * @param exceptions shows cases and takes in that one is to be tried again
     * @param actions what people do about them
     */
    public ExceptionsBean(JdbcClient jdbc, ExceptionCases exceptions, CaseActions actions, Clock clock) {
        this.jdbc = jdbc;
        this.exceptions = exceptions;
        this.actions = actions;
        this.clock = clock;
    }

    @ManagedAttribute(description = "Cases that are not resolved, those being tried again included")
    public long getOpenCases() {
        return plainly(() -> jdbc.sql("select count(*) from exception_case where state <> 'resolved'")
                .query(Long.class)
                .single());
    }

    @ManagedAttribute(description = "Age of the oldest case that is not resolved in seconds, 0 when there is none")
    public long getOldestOpenSeconds() {
        OffsetDateTime oldest =
                plainly(() -> jdbc.sql("select min(first_seen) from exception_case where state <> 'resolved'")
                        .query((row, n) -> row.getObject(1, OffsetDateTime.class))
                        .list()
                        .get(0));
        return oldest == null
                ? 0
                : Math.max(
                        0, Duration.between(oldest.toInstant(), clock.instant()).toSeconds());
    }

    @ManagedAttribute(description = "Cases that are not resolved, by case code; a code without one is absent")
    public Map<String, Long> getCasesByCode() {
        Map<String, Long> cases = new TreeMap<>();
        plainly(() -> jdbc.sql("select code, count(*) from exception_case where state <> 'resolved' group by code")
                .query((row, n) -> cases.put(row.getString(1), row.getLong(2)))
                .list());
        return cases;
    }

    @ManagedOperation(
            description =
                    "Has one case, by its id, tried again; result is accepted, or already_done when it is no longer open")
    public Map<String, String> retry(String caseId) {
        long id = id(caseId);
        RetryResult result = plainly(() -> exceptions.retry(id, ACTOR));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("caseId", result.caseId());
        answer.put("result", result.result());
        answer.put("eventId", result.eventId());
        return answer;
    }

    @ManagedOperation(description = "Shows one case: what happened, what to do, who looks after it, what was tried")
    public Map<String, String> show(String caseId) {
        long id = id(caseId);
        return texts(plainly(() -> exceptions.show(id)));
    }

    @ManagedOperation(
            description =
                    "Lists the oldest cases that are not resolved, 1 to 1000 of them; of one case code, or of all when it is empty")
    public Map<String, String> list(String code, int limit) {
        checkLimit(limit);
        String wanted = code == null ? "" : code.strip();
        Map<String, String> cases = new LinkedHashMap<>();
        plainly(() -> jdbc.sql("""
                        select id, code, summary, suggestion from exception_case where state <> 'resolved' and ? in (code, '')
                         order by first_seen, id limit ?""")
                .params(wanted, limit)
                .query((row, n) -> cases.put(
                        row.getString("id"),
                        row.getString("code") + ": " + row.getString("summary") + " -- " + row.getString("suggestion")))
                .list());
        return cases;
    }

    @ManagedOperation(description = "Closes a case because somebody did what it asks for; the note may be empty")
    public Map<String, String> resolve(String caseId, String note) {
        long id = id(caseId);
        String words = words(note, "note", 0);
        return texts(plainly(() -> actions.resolve(id, words, ACTOR)));
    }

    @ManagedOperation(description = "Closes a case that needs nobody; says why")
    public Map<String, String> dismiss(String caseId, String reason) {
        long id = id(caseId);
        String words = words(reason, "reason", 1);
        return texts(plainly(() -> actions.dismiss(id, words, ACTOR)));
    }

    @ManagedOperation(description = "Says something of a case")
    public Map<String, String> comment(String caseId, String text) {
        long id = id(caseId);
        String words = words(text, "text", 1);
        return texts(plainly(() -> actions.comment(id, words, ACTOR)));
    }

    @ManagedOperation(description = "Gives an open case to a login, the name of a token; to nobody when it is empty")
    public Map<String, String> assign(String caseId, String login) {
        long id = id(caseId);
        String words = words(login, "login", 0);
        return texts(plainly(() -> actions.assign(id, words.isEmpty() ? null : words, ACTOR)));
    }

    @ManagedOperation(
            description =
                    "Has the oldest open cases of a case code tried again, 1 to 1000 of them, each by an event of its own; "
                            + "answers how many were accepted, were already_done, and are left open")
    public Map<String, Long> retryCode(String code, int limit) {
        checkLimit(limit);
        String wanted = code == null ? "" : code.strip();
        List<Long> open = plainly(() -> jdbc.sql(
                        "select id from exception_case where state = 'open' and code = ? order by first_seen, id limit ?")
                .params(wanted, limit)
                .query(Long.class)
                .list());
        if (open.isEmpty()) {
            throw new IllegalArgumentException("no open case has this code; CasesByCode names the codes that have any");
        }
        long accepted = 0;
        for (long id : open) {
            try {
                accepted += plainly(() -> exceptions.retry(id, ACTOR)).accepted() ? 1 : 0;
            } catch (IllegalStateException e) {
                throw new IllegalStateException(
                        e.getMessage() + " (" + accepted + " of " + open.size() + " cases were accepted before)");
            }
        }
        long left = plainly(() -> jdbc.sql("select count(*) from exception_case where state = 'open' and code = ?")
                .param(wanted)
                .query(Long.class)
                .single());
        Map<String, Long> answer = new LinkedHashMap<>();
        answer.put("accepted", accepted);
        answer.put("already_done", open.size() - accepted);
        answer.put("open", left);
        return answer;
    }

    private static long id(String caseId) {
        if (caseId == null || !caseId.strip().matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a case's id is a number, as ./hub exceptions list shows it");
        }
        return Long.parseLong(caseId.strip());
    }

    private static String words(String said, String name, int least) {
        String words = said == null ? "" : said.strip();
        if (words.length() < least || words.length() > MOST) {
            throw new IllegalArgumentException(
                    "the " + name + " must have " + least + " to " + MOST + " characters, has " + words.length());
        }
        return words;
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be from 1 to " + MOST + ", is " + limit);
        }
    }

    /** What it says by name; what holds more, as JSON. */
    private static Map<String, String> texts(ObjectNode one) {
        Map<String, String> texts = new LinkedHashMap<>();
        one.properties().forEach(field -> {
            JsonNode value = field.getValue();
            texts.put(field.getKey(), value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString());
        });
        return texts;
    }

    /** A JMX client has neither our exceptions nor Spring's. */
    private static <T> T plainly(Supplier<T> question) {
        try {
            return question.get();
        } catch (ApiProblem e) {
            throw new IllegalArgumentException(
                    e.errors().isEmpty()
                            ? e.getMessage()
                            : e.errors().stream().map(ApiProblem.Wrong::detail).collect(Collectors.joining("; ")));
        } catch (InboxUnavailableException | DataAccessException | TransactionException e) {
            throw new IllegalStateException("the hub cannot store or read now; try again");
        }
    }
}
