package org.caravanserai.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.SqlBatch;

/**
 * Which subjects have an open case already. Whoever asks holds the subjects until the end of its transaction: two that see the
 * same noise at once open one case, and tell of it once.
 */
public final class CaseSubjects {

    private static final String HOLD = """
            select pg_advisory_xact_lock(4713, k) from (
              select distinct hashtext(account_id || ':' || subject) as k from unnest(?::int[], ?::text[]) as n(account_id, subject)
              order by 1) n
            """;

    private static final String FIND = """
            select c.account_id, c.subject, c.id from exception_case c
              join unnest(?::int[], ?::text[]) as n(account_id, subject) on n.account_id = c.account_id and n.subject = c.subject
             where c.subject <> '' and c.state <> 'resolved'
            """;

    private CaseSubjects() {}

    /** @return the open cases' ids by {@link #key} */
    public static Map<String, Long> open(Connection connection, Collection<NewCase> cases) throws SQLException {
        List<NewCase> some = cases.stream().filter(CaseSubjects::has).toList();
        Map<String, Long> open = new HashMap<>();
        if (some.isEmpty()) {
            return open;
        }
        int[] accounts = some.stream().mapToInt(NewCase::accountId).toArray();
        String[] subjects = some.stream().map(NewCase::subject).toArray(String[]::new);
        for (String sql : new String[] {HOLD, FIND}) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                SqlBatch.bind(connection, statement, 1, accounts);
                SqlBatch.bind(connection, statement, 2, subjects);
                try (ResultSet row = statement.executeQuery()) {
                    while (sql.equals(FIND) && row.next()) {
                        open.put(key(row.getInt(1), row.getString(2)), row.getLong(3));
                    }
                }
            }
        }
        return open;
    }

    /** Whether the case is one of an account and a subject. */
    public static boolean has(NewCase one) {
        return !one.subject().isEmpty() && one.accountId() != null;
    }

    /** What tells one subject from another. */
    public static String key(NewCase one) {
        return key(one.accountId(), one.subject());
    }

    private static String key(int account, String subject) {
        return account + ":" + subject;
    }
}
