package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A page of twenty reads as many blocks in a talk of 40 events as in one of 20,000, and of a client
 * with four sessions as with two thousand (docs/decisions/0117).
 */
class HistoryCostIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final String NEWEST = "9223372036854775807";
    private static final int LONG = 20_000;
    private static final double SAME = 1.15;

    /** What is read of the indexes' upper parts may differ by some. */
    private static final int UPPER_PARTS = 12;

    private static final Pattern BLOCKS =
            Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?.*");

    @BeforeAll
    static void write() {
        new Desk(db);
        Chronicle past = new Chronicle(db);
        int session = 0;
        for (int events : new int[] {40, LONG}) {
            past.client("talk" + events);
            past.sessions("talk" + events, ++session, session);
            past.join(session, 1, Chronicle.PERSON);
            past.talk(session, session, 2, events, "client:x", Chronicle.PERSON);

            past.client("robot" + events);
            past.sessions("robot" + events, ++session, session);
            past.join(session, 1, Chronicle.ROBOT);
            past.talk(session, session, 2, events, "client:x", Chronicle.ROBOT);
            past.join(session, events + 1, Chronicle.PERSON);
            past.talk(session, session, events + 2, events + 9, "client:x", Chronicle.PERSON);

            past.client("corrected" + events);
            past.sessions("corrected" + events, ++session, session);
            past.join(session, 1, Chronicle.PERSON);
            past.talk(session, session, 2, events, "client:x", Chronicle.PERSON);
            past.revoke(session, events + 1, 2 * events - 1, 2);
            past.talk(session, session, 2 * events, 2 * events + 30, "client:x", Chronicle.PERSON);
        }
        for (int events : new int[] {40, LONG}) {
            past.client("late" + events);
            past.sessions("late" + events, ++session, session);
            past.join(session, 1, Chronicle.PERSON);
            past.talk(session, session, 2, events, "client:x", "client:x");
            past.talk(session, session, events + 1, events + 40, "client:x", Chronicle.PERSON);
        }
        for (int sessions : new int[] {4, LONG / 10}) {
            int from = 1000 * sessions;
            past.client("often" + sessions);
            past.sessions("often" + sessions, from, from + sessions - 1);
            past.talk(from, from + sessions - 1, 1, 10, "client:x", Chronicle.PERSON);
        }
        past.settle();
        db.sql("vacuum");
    }

    @Test
    void theNewestPageOfATalk() throws Exception {
        for (String kind : new String[] {"talk", "robot", "corrected", "late"}) {
            same(history(kind + 40, NEWEST), history(kind + LONG, NEWEST), kind);
        }
    }

    @Test
    void aPageOfItsBeginning() throws Exception {
        same(history("talk40", wordOf(1, 30)), history("talk" + LONG, wordOf(4, 30)), "a talk's");
        same(
                history("corrected40", wordOf(3, 30)),
                history("corrected" + LONG, wordOf(6, 30)),
                "a talk's of words that were taken back");
    }

    @Test
    void aPageOfAClientWhoComesOften() throws Exception {
        int many = LONG / 10;
        same(history("often4", NEWEST), history("often" + many, NEWEST), "the newest");
        same(
                history("often4", wordOf(4000 + 2, 5)),
                history("often" + many, wordOf(1000L * many + 2, 5)),
                "the last");
    }

    @Test
    void theRecordsOfTheAgents() throws Exception {
        for (String kind : new String[] {"talk", "robot", "corrected", "late"}) {
            same(record(kind + 40), record(kind + LONG), kind);
            same(words(kind + 40), words(kind + LONG), kind);
        }
        same(record("often4"), record("often" + LONG / 10), "often");
        same(transcript(1, NEWEST), transcript(4, NEWEST), "a transcript's end");
        same(transcript(1, "30"), transcript(4, "30"), "its beginning");
    }

    private static void same(int few, int many, String what) {
        assertThat(few).as(what).isPositive();
        assertThat(many).as(what).isLessThanOrEqualTo((int) (few * SAME) + UPPER_PARTS);
    }

    private static String wordOf(long session, long seq) {
        return db.await(
                        db.pg()
                                .one(
                                        "select id from session_event"
                                                + " where session_id = $1 and seq = $2",
                                        Tuple.of(session, seq),
                                        row -> row.getLong(0).toString()))
                .orElseThrow();
    }

    private static int history(String client, String before) throws Exception {
        return blocks(
                PgConversationViews.class,
                "HISTORY",
                "'%s', 21, %s, null, %s, false".formatted(client, before, NEWEST));
    }

    private static int record(String client) throws Exception {
        return blocks(
                PgConversationViews.class,
                "RECORD",
                "'%s', 20, %s, 1, 0, 20".formatted(client, NEWEST));
    }

    private static int words(String client) throws Exception {
        return blocks(
                PgGuestViews.class, "WORDS", "'%s', 20, %s, 1, 1, 0, 20".formatted(client, NEWEST));
    }

    private static int transcript(long session, String before) throws Exception {
        return blocks(PgHistories.class, "TRANSCRIPT", "1, %d, %s, 21".formatted(session, before));
    }

    /** How many blocks the statement reads, by the plan that the pool would make. */
    private static int blocks(Class<?> store, String name, String values) throws Exception {
        Field field = store.getDeclaredField(name);
        field.setAccessible(true);
        String sql = (String) Objects.requireNonNull(field.get(null));
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : Pg.BY_INDEX.entrySet()) {
                statement.execute("set " + setting.getKey() + " = " + setting.getValue());
            }
            statement.execute("prepare each as " + sql);
            String run = "execute each (" + values + ")";
            try (ResultSet rows = statement.executeQuery(run)) {
                assertThat(rows.next()).isTrue();
            }
            return blocks(statement, "explain (analyze, buffers) " + run);
        }
    }

    private static int blocks(Statement statement, String explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery(explain)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        Matcher blocks = BLOCKS.matcher(plan);
        assertThat(blocks.find()).as(plan.toString()).isTrue();
        return number(blocks.group(1)) + number(blocks.group(2));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
