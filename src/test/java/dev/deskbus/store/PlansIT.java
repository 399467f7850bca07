package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The plans of a young database, which outlive its smallness (docs/decisions/0116): no statement of
 * the pool for chats may read one of the tables that grow from its beginning to its end, whether it
 * was planned before the first talk or after thousands, when few were there.
 */
class PlansIT {
    private static final Set<String> GROWING =
            Set.of(
                    "session_event",
                    "chat_session",
                    "chat_request",
                    "request_message",
                    "session_agent",
                    "callback",
                    "client",
                    "client_token",
                    "transcript");

    /** Of these only what waits, what is open or what is dead is there to be read. */
    private static final Set<String> SMALL =
            Set.of(
                    "chat_request_line",
                    "chat_request_transfer",
                    "chat_session_one_open",
                    "callback_dead",
                    "callback_due",
                    "callback_lane",
                    "callback_taker");

    /**
     * A directory that has changed, a part of statements, a pool of its own, and whoever wants to
     * know of all that are there.
     */
    private static final Set<String> KNOWN =
            Set.of(
                    "DirectorySql.CLIENTS_GONE client by Seq Scan",
                    "PgDirectoryImport.HASHES client by Seq Scan",
                    "RequestRows.VIEW chat_request by Seq Scan",
                    "PgTranscriptIndex.LOAD session_event by Index Scan using session_event_pkey",
                    "PgGuestViews.LOADS session_agent by Index Only Scan using"
                            + " session_agent_by_agent",
                    "CardChanges.SESSIONS session_agent by Index Scan using"
                            + " session_agent_by_agent");

    private static final int MOST_OF_THEM = 150;

    private static final Pattern BEGINNING =
            Pattern.compile("(?is)^\\s*(with|select|insert|update|delete)\\b.*");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern SCAN =
            Pattern.compile("(Seq Scan|Index Scan|Index Only Scan)(?: Backward)?(.*) on (\\w+).*");

    /** Of five thousand the last fifty are open, and one waits. */
    private static final String TALKS =
            """
            insert into client (id, tenant_id)
            select 'client' || n, 1 from generate_series(1, 5000) n;
            insert into client_token (key, client_id, integration, whole_history,
                                      expires_at)
            select 'token' || n, 'client' || n, 'default', false, now() + interval '1 day'
            from generate_series(1, 5000) n;
            insert into chat_request (id, command_id, tenant_id, queue_id, client_id, token_key,
                                      status, priority, order_no, ended_at, agent_id, session_id)
            select n, 'command' || n, 1, 1, 'client' || n, 'token' || n, 'ACCEPTED', 0, n, now(),
                   'SELITE', n
            from generate_series(1, 5000) n;
            insert into chat_request (id, command_id, tenant_id, queue_id, client_id, status,
                                      priority, order_no)
            select 0, 'waits', 1, 1, 'client1', 'WAITING', 0, 0;
            insert into chat_session (id, tenant_id, queue_id, kind, client_id, request_id,
                                      token_key, shard, state, opened_at, closed_at)
            select n, 1, 1, 'HUMAN', 'client' || n, n, 'token' || n, n % 64,
                   case when n > 4950 then 'Open' else 'Closed' end, now(),
                   case when n <= 4950 then now() end
            from generate_series(1, 5000) n;
            insert into session_agent (session_id, agent_id, joined_at, left_at)
            select n, 'SELITE', now(), case when n <= 4950 then now() end
            from generate_series(1, 5000) n;
            insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
            select n, seq, case seq when 1 then 'AgentJoined' else 'Said' end, 'client:x',
                   'k' || seq, '{}', now()
            from generate_series(1, 5000) n, generate_series(1, 10) seq;
            insert into callback (lane, shard, target, kind, body, state)
            select 'client' || n, n % 64, '{}', 'X', '{}',
                   case when n > 4950 then 'WAITING' else 'TAKEN' end
            from generate_series(1, 5000) n, generate_series(1, 3);
            insert into request_message (request_id, key, body)
            select n, 'k' || m, '{}' from generate_series(1, 5000, 5) n, generate_series(1, 3) m;
            insert into transcript (session_id, seq, id, tenant_id, at, words)
            select session_id, seq, id, 1, at, to_tsvector('simple', 'one') from session_event;
            analyze;
            """;

    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void noneReadsATableThatGrowsFromEndToEnd() throws Exception {
        Set<String> whole = wholeReads();
        new Desk(db);
        db.sql(TALKS);
        whole.addAll(wholeReads());
        assertThat(whole).isEqualTo(KNOWN);
    }

    private static Set<String> wholeReads() throws Exception {
        Set<String> whole = new TreeSet<>();
        int planned = 0;
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            Map<String, String> leading = leadingColumns(statement);
            for (Map.Entry<String, String> setting : Pg.BY_INDEX.entrySet()) {
                statement.execute("set " + setting.getKey() + " = " + setting.getValue());
            }
            for (Map.Entry<String, String> each : statements().entrySet()) {
                if (prepares(statement, each.getValue())) {
                    planned++;
                    for (String table : readWhole(plan(statement, each.getValue()), leading)) {
                        whole.add(each.getKey() + " " + table);
                    }
                }
            }
        }
        assertThat(planned).isGreaterThan(MOST_OF_THEM);
        return whole;
    }

    /** Parts of statements do not. */
    private static boolean prepares(Statement statement, String sql) {
        try {
            statement.execute("prepare each as " + sql);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static List<String> plan(Statement statement, String sql) throws SQLException {
        Matcher places = PLACE.matcher(sql);
        int most = 0;
        while (places.find()) {
            most = Math.max(most, Integer.parseInt(places.group(1)));
        }
        String nulls =
                IntStream.range(0, most).mapToObj(_ -> "null").collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "explain execute each" + (most == 0 ? "" : "(" + nulls + ")"))) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        statement.execute("deallocate each");
        return lines;
    }

    /** By the first column an index is narrowed; by another one alone all of it is read. */
    private static Map<String, String> leadingColumns(Statement statement) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        try (ResultSet rows =
                statement.executeQuery(
                        """
                        select c.relname, a.attname from pg_index i
                        join pg_class c on c.oid = i.indexrelid
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        """)) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    /** Those tables that no condition of an index narrows, nor that of a partial one. */
    private static Set<String> readWhole(List<String> plan, Map<String, String> leading) {
        Set<String> whole = new TreeSet<>();
        for (int i = 0; i < plan.size(); i++) {
            Matcher scan = SCAN.matcher(plan.get(i).strip());
            if (scan.find()
                    && GROWING.contains(scan.group(3))
                    && !isNarrowed(plan, i, leading.get(scan.group(2).replace(" using ", "")))) {
                whole.add(scan.group(3) + " by " + scan.group(1) + scan.group(2));
            }
        }
        return whole;
    }

    private static boolean isNarrowed(List<String> plan, int scan, @Nullable String leading) {
        if (plan.get(scan).contains("Seq Scan")) {
            return false;
        }
        for (int i = scan + 1; i < plan.size() && !plan.get(i).contains("->"); i++) {
            if (plan.get(i).contains("Index Cond")) {
                return leading == null || plan.get(i).matches(".*\\b" + leading + "\\b.*");
            }
        }
        boolean isFirstOnly = scan > 0 && plan.get(scan - 1).contains("Limit");
        return isFirstOnly || SMALL.stream().anyMatch(plan.get(scan)::contains);
    }

    /** Every constant of the stores that is a whole statement. */
    private static Map<String, String> statements() throws ReflectiveOperationException {
        Map<String, String> found = new TreeMap<>();
        for (Class<?> store : stores()) {
            for (Field field : store.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    field.setAccessible(true);
                    String text = (String) Objects.requireNonNull(field.get(null));
                    if (BEGINNING.matcher(text).matches()) {
                        found.put(store.getSimpleName() + "." + field.getName(), text);
                    }
                }
            }
        }
        return found;
    }

    private static List<Class<?>> stores() throws ReflectiveOperationException {
        Path classes =
                Path.of(Pg.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        File[] files =
                Objects.requireNonNull(classes.resolve("dev/deskbus/store").toFile().listFiles());
        List<Class<?>> stores = new ArrayList<>();
        for (String name : Stream.of(files).map(File::getName).sorted().toList()) {
            if (name.endsWith(".class") && !name.equals("package-info.class")) {
                stores.add(Class.forName("dev.deskbus.store." + name.replace(".class", "")));
            }
        }
        return stores;
    }
}
