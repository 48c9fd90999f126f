package org.caravanserai.cases;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.base.Columns;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.SqlBatch;

/** The statements that open, touch and close cases. */
public final class CaseTable {

    private static final String OPEN = """
            insert into exception_case (id, code, severity, scope, account_id, order_id, group_id, inbox_id, outbox_id,
                                        subject, summary, suggestion, evidence, first_seen, last_seen)
            select id, code, severity, scope, account_id, order_id, group_id, inbox_id, outbox_id, subject, summary, suggestion, evidence, ?, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, code, severity, scope, account_id, order_id, group_id, inbox_id, outbox_id, subject, summary, suggestion, evidence)
             where n.scope <> 'event' or not exists (
                   select from exception_case c where c.inbox_id = n.inbox_id and c.scope = 'event' and c.state <> 'resolved')
            on conflict (account_id, subject) where subject <> '' and state <> 'resolved' do nothing
            """;

    private static final String AGAIN = """
            update exception_case c set state = 'open', count = c.count + n.times, last_seen = ?, inbox_id = coalesce(n.inbox_id, c.inbox_id),
                   code = n.code, summary = n.summary, suggestion = n.suggestion, evidence = n.evidence
              from unnest(?::bigint[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, times, inbox_id, code, summary, suggestion, evidence)
             where c.id = n.id and c.state <> 'resolved'
            """;

    private static final String RESOLVE_SUBJECTS = """
            update exception_case c set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = ?
              from unnest(?::bigint[], ?::text[]) as n(account_id, subject)
             where c.account_id = n.account_id and c.subject = n.subject and c.subject <> '' and c.state <> 'resolved'
            """;

    private static final String RESOLVE_QUIET = """
            update exception_case c set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = ?
              from unnest(?::bigint[], ?::text[]) as n(account_id, subject)
             where c.account_id = n.account_id and c.subject = n.subject and c.subject <> '' and c.state <> 'resolved' and c.last_seen < ?
            """;

    private static final String RESOLVE_ANYWHERE = """
            update exception_case c set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = ?
             where c.subject = any(?) and c.subject <> '' and c.state <> 'resolved'
            """;

    private static final String TOUCH_EVENTS = """
            update exception_case set state = 'open', count = count + 1, last_seen = ?
             where inbox_id = any(?) and scope = 'event' and state <> 'resolved'
            """;

    private static final String TOUCH = """
            update exception_case set state = 'open', count = count + 1, last_seen = ? where id = any(?) and state <> 'resolved'
            """;

    private static final String RESOLVE = """
            update exception_case set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = ?
             where id = any(?) and state <> 'resolved'
            """;

    private static final String RESOLVE_EVENTS = """
            update exception_case set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = 'the event was worked on'
             where inbox_id = any(?) and scope = 'event' and state <> 'resolved'
            """;

    private static final String RESOLVE_MESSAGES = """
            update exception_case set state = 'resolved', ending = 'cause_gone', resolved_at = ?, resolved_by = 'hub', resolution = 'the channel names it'
             where outbox_id = any(?) and state <> 'resolved'
            """;

    private CaseTable() {}

    /** Opens cases; an event that has an open case already only counts it again. */
    public static void addOpen(SqlBatch batch, List<NewCase> cases, Instant now) {
        if (cases.isEmpty()) {
            return;
        }
        Long[] events = cases.stream()
                .filter(one -> one.scope().equals("event"))
                .map(NewCase::inboxId)
                .toArray(Long[]::new);
        if (events.length > 0) {
            batch.add(TOUCH_EVENTS, now, events);
        }
        batch.add(
                OPEN,
                now,
                now,
                cases.stream().mapToLong(NewCase::id).toArray(),
                texts(cases, NewCase::code),
                texts(cases, one -> CaseCode.of(one.code()).severity()),
                texts(cases, NewCase::scope),
                cases.stream()
                        .map(one -> one.accountId() == null ? null : Long.valueOf(one.accountId()))
                        .toArray(Long[]::new),
                longs(cases, NewCase::orderId),
                longs(cases, NewCase::groupId),
                longs(cases, NewCase::inboxId),
                longs(cases, NewCase::outboxId),
                texts(cases, NewCase::subject),
                texts(cases, NewCase::summary),
                texts(cases, one -> CaseCode.of(one.code()).suggestion()),
                texts(cases, NewCase::evidence));
    }

    /** What it is about is still so: counts it again. */
    public static void addTouch(SqlBatch batch, List<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            batch.add(TOUCH, now, ids.toArray(Long[]::new));
        }
    }

    /** What open cases are about happened again: they count it and say what is so now. */
    public static void addAgain(SqlBatch batch, List<SeenAgain> again, Instant now) {
        if (!again.isEmpty()) {
            batch.add(
                    AGAIN,
                    now,
                    Columns.longs(again, SeenAgain::caseId),
                    Columns.ints(again, SeenAgain::times),
                    Columns.nullableLongs(again, one -> one.newest().inboxId()),
                    Columns.texts(again, one -> one.newest().code()),
                    Columns.texts(again, one -> one.newest().summary()),
                    Columns.texts(again, one -> CaseCode.of(one.newest().code()).suggestion()),
                    Columns.texts(again, one -> one.newest().evidence()));
        }
    }

    /** What these subjects' cases were about is over. @param subjects of each account, beside it */
    public static void addResolveSubjects(SqlBatch batch, long[] accounts, String[] subjects, Instant now, String how) {
        if (accounts.length > 0) {
            batch.add(RESOLVE_SUBJECTS, now, how, accounts, subjects);
        }
    }

    /** The same, of those that were not seen since. */
    public static void addResolveQuiet(
            SqlBatch batch, long[] accounts, String[] subjects, Instant now, String how, Instant quietSince) {
        if (accounts.length > 0) {
            batch.add(RESOLVE_QUIET, now, how, accounts, subjects, quietSince);
        }
    }

    /** What these subjects' cases were about is over, whichever account they came by. */
    public static void addResolveAnywhere(SqlBatch batch, String[] subjects, Instant now, String how) {
        if (subjects.length > 0) {
            batch.add(RESOLVE_ANYWHERE, now, how, subjects);
        }
    }

    /** What they were about is over. */
    public static void addResolve(SqlBatch batch, List<Long> ids, Instant now, String how) {
        if (!ids.isEmpty()) {
            batch.add(RESOLVE, now, how, ids.toArray(Long[]::new));
        }
    }

    /** Closes the cases of events that have now been worked on. */
    public static void addResolveEvents(SqlBatch batch, List<Long> inboxIds, Instant now) {
        if (!inboxIds.isEmpty()) {
            batch.add(RESOLVE_EVENTS, now, inboxIds.toArray(Long[]::new));
        }
    }

    /** Closes the cases of messages that the other side turned out to have. */
    public static void addResolveMessages(SqlBatch batch, List<Long> outboxIds, Instant now) {
        if (!outboxIds.isEmpty()) {
            batch.add(RESOLVE_MESSAGES, now, outboxIds.toArray(Long[]::new));
        }
    }

    private static String[] texts(List<NewCase> cases, Function<NewCase, String> value) {
        return cases.stream().map(value).toArray(String[]::new);
    }

    private static Long[] longs(List<NewCase> cases, Function<NewCase, Long> value) {
        return cases.stream().map(value).toArray(Long[]::new);
    }
}
