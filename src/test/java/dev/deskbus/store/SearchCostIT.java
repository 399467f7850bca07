package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Appended;
import dev.deskbus.port.TranscriptSearch.Filter;
import dev.deskbus.port.TranscriptSearch.Found;
import dev.deskbus.port.TranscriptSearch.Query;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the search costs those who talk, and how long it takes: prints what it measured
 * (docs/decisions/0100 shows the command). Takes minutes, so it runs only when it is asked for.
 */
@EnabledIfSystemProperty(named = "deskbus.measure", matches = "true")
class SearchCostIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final Logger LOG = LoggerFactory.getLogger(SearchCostIT.class);
    private static final int SESSIONS = 200;
    private static final int MESSAGES = 10_000;
    private static final int ROUNDS = 7;
    private static final TenantId SHOP = new TenantId(1);

    private final SealedJson json = new SealedJson();
    private final Random random = new Random(42);
    private final String[] vocabulary = vocabulary();

    private String[] vocabulary() {
        return IntStream.range(0, 3000)
                .mapToObj(_ -> "" + han() + han() + (random.nextInt(3) == 0 ? "" + han() : ""))
                .toArray(String[]::new);
    }

    private char han() {
        return (char) (0x4e00 + (int) (Math.pow(random.nextDouble(), 2) * 3500));
    }

    private String text() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "您好，" : "");
        for (int words = 6 + random.nextInt(9); words > 0; words--) {
            text.append(vocabulary[(int) (Math.pow(random.nextDouble(), 3) * vocabulary.length)]);
        }
        return text + " SF" + (10_000_000 + random.nextInt(80_000_000));
    }

    /** The rejected way: the words are made and indexed by the very statement of the log. */
    private static final String AT_ONCE =
            """
            create function said_words(said text) returns tsvector language sql immutable as $$
                select array_to_tsvector(array(
                    select distinct w from (
                        select substr(r.run, n, 2) as w
                        from regexp_matches(said, '[一-鿿]+', 'g') m(runs),
                             lateral (select m.runs[1] as run) r,
                             lateral generate_series(1, length(r.run)) n
                        union all
                        select lower(m.runs[1])
                        from regexp_matches(said, '[A-Za-z0-9]+', 'g') m(runs)) all_words))
            $$;
            alter table session_event add words tsvector generated always as (
                case when kind = 'Said' then said_words(body #>> '{message,text}') end) stored;
            create index session_event_words on session_event using gin (words);
            """;

    private static final String NOT_AT_ONCE =
            """
            alter table session_event drop column words;
            drop function said_words(text);
            """;

    private static final String WITH = "create index session_event_by_id on session_event (id)";
    private static final String WITHOUT = "drop index session_event_by_id";

    @BeforeEach
    void clear() {
        db.sql("truncate tenant, callback, session_event cascade");
    }

    @Test
    void whoSpeaksDoesNotWaitForTheSearch() {
        Talks talks = new Talks(db);
        Function<Facts, Fence> owner = talks.ownAll("n1");
        List<Facts> sessions =
                LongStream.rangeClosed(1, SESSIONS).mapToObj(number -> talks.open(number)).toList();
        PgTranscriptIndex index = new PgTranscriptIndex(db.pg(), json);
        int[] lastSeq = new int[1];
        Runnable write = () -> write(sessions, owner, lastSeq);
        write.run();
        write.run();

        double[][] millis = new double[4][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            db.sql(WITHOUT);
            millis[0][round] = timeFromEmpty(write, lastSeq);
            db.sql(WITH);
            millis[1][round] = timeFromEmpty(write, lastSeq);
            AtomicBoolean isOver = new AtomicBoolean();
            Future<Void> following = follow(index, isOver);
            millis[2][round] = timeFromEmpty(write, lastSeq);
            isOver.set(true);
            db.await(following);
            db.sql("truncate session_event");
            db.sql(AT_ONCE);
            millis[3][round] = timeFromEmpty(write, lastSeq);
            db.sql(NOT_AT_ONCE);
        }

        report("without anything for the search", millis[0], millis[0]);
        report("with the log's index, as it is", millis[1], millis[0]);
        report("the same, the words taken in meanwhile", millis[2], millis[0]);
        report("words made and indexed at once", millis[3], millis[0]);
        assertThat(median(millis[1]) / median(millis[0])).as("cost of the index").isLessThan(1.1);
    }

    private static double timeFromEmpty(Runnable write, int[] lastSeq) {
        db.sql("truncate session_event, transcript, callback");
        db.sql("checkpoint");
        lastSeq[0] = 0;
        return time(write);
    }

    private void write(List<Facts> sessions, Function<Facts, Fence> owner, int[] lastSeq) {
        PgSessionJournal journal = new PgSessionJournal(db.vertx(), db.pg(), json);
        int each = MESSAGES / SESSIONS;
        awaitLong(
                Future.all(
                        sessions.stream()
                                .map(
                                        session ->
                                                say(
                                                        journal,
                                                        session,
                                                        owner.apply(session),
                                                        lastSeq[0],
                                                        each))
                                .toList()));
        lastSeq[0] += each;
    }

    private static void awaitLong(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Future<Void> say(
            PgSessionJournal journal, Facts session, Fence fence, long lastSeq, int left) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        return journal.append(Talks.say(fence, session, lastSeq, "m" + lastSeq, text()))
                .compose(
                        done -> {
                            assertThat(done).isInstanceOf(Appended.Stored.class);
                            return say(journal, session, fence, lastSeq + 1, left - 1);
                        });
    }

    /** As the indexer does. */
    private static Future<Void> follow(PgTranscriptIndex index, AtomicBoolean isOver) {
        return isOver.get()
                ? Future.succeededFuture()
                : index.advance()
                        .compose(isMore -> db.vertx().timer(isMore ? 20 : 1000))
                        .compose(_ -> follow(index, isOver));
    }

    private static void drain(PgTranscriptIndex index) {
        PgTranscriptIndexIT.catchUp(db, index);
    }

    private static double time(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void report(String what, double[] millis, double[] base) {
        LOG.warn(
                "{}: median {} us a message, {} % of the first; rounds {}",
                what,
                String.format("%.1f", median(millis) * 1000 / MESSAGES),
                String.format("%.0f", median(millis) * 100 / median(base)),
                Arrays.toString(Arrays.stream(millis).mapToLong(Math::round).toArray()));
    }

    // A million messages ------------------------------------------------------------------------

    private static final int MANY = Integer.getInteger("deskbus.measure.messages", 1_000_000);

    /** Over a year, in a thousand sessions by turns; the rare word in about twenty of them. */
    private void writeMany() throws SQLException, IOException {
        try (Connection connection = db.connect()) {
            CopyIn rows =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "copy session_event (session_id, seq, kind, sender,"
                                            + " client_msg_id, body, at) from stdin");
            for (int n = 0; n < MANY; n++) {
                byte[] row = row(n).getBytes(StandardCharsets.UTF_8);
                rows.writeToCopy(row, 0, row.length);
            }
            rows.endCopy();
        }
    }

    private String row(int n) {
        int session = 1 + n % 1000;
        int seq = 1000 + n / 1000;
        String text = text() + (random.nextInt(MANY / 20) == 0 ? " 紫水晶" : "");
        return """
        %d\t%d\tSaid\tclient:c%1$d\tb%d\t{"@":"Said","seq":%2$d,\
        "at":"2026-01-01T12:00:00Z","speaker":{"@":"OfSystem"},"key":{"id":"b%3$d"},\
        "message":{"@":"Text","text":"%s","format":"PLAIN"}}\t%s
        """
                .formatted(session, seq, n, text, FIRST.plusSeconds(31L * n));
    }

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void aMillionMessagesAreSearched() throws Exception {
        Talks talks = new Talks(db);
        talks.ownAll("n1");
        for (int session = 1; session <= 1000; session++) {
            talks.open(session, "A" + session % 20);
        }
        writeMany();
        Pg searches = Pg.openToSearch(db.vertx(), db.address(), 2, UnaryOperator.identity());
        PgTranscriptIndex index = new PgTranscriptIndex(searches, json);
        double took = time(() -> drain(index));
        LOG.warn("{} messages taken in in {} s", MANY, Math.round(took / 1000));
        db.sql("vacuum analyze");
        sizes();

        PgTranscriptSearch search = new PgTranscriptSearch(searches, json);
        double slowest = 0;
        for (Case each : cases()) {
            slowest = Math.max(slowest, search(search, each));
        }
        db.await(searches.close());
        assertThat(slowest).as("the slowest median, in ms").isLessThan(2500);
    }

    private record Case(String what, String query, Filter filter) {}

    private List<Case> cases() {
        Filter client = new Filter(new ClientId("c7"), null, null, null, null, null);
        String common = vocabulary[3];
        return List.of(
                new Case("in every second message", "您好", Filter.NONE),
                new Case("a common word", common, Filter.NONE),
                new Case("a less common one", vocabulary[1500], Filter.NONE),
                new Case("in twenty messages", "紫水晶", Filter.NONE),
                new Case("nowhere", "龘龘", Filter.NONE),
                new Case("one character", common.substring(0, 1), Filter.NONE),
                new Case("two words", common + " " + vocabulary[40], Filter.NONE),
                new Case("beginning of a number", "SF1234", Filter.NONE),
                new Case("of one client", "您好", client),
                new Case("of one of 20 agents", "您好", of("A7")),
                new Case("rare, of an agent", "紫水晶", of("A7")),
                new Case("common, of nobody", "您好", of("A99")));
    }

    private static Filter of(String agent) {
        return new Filter(null, new AgentId(agent), null, null, null, null);
    }

    private static double search(PgTranscriptSearch search, Case each) {
        double[] millis = new double[15];
        List<Found> pages = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            millis[i] =
                    time(
                            () ->
                                    pages.add(
                                            db.await(
                                                    search.search(
                                                            new Query(
                                                                    SHOP,
                                                                    SearchTerms.parse(each.query()),
                                                                    each.filter(),
                                                                    null,
                                                                    20)))));
        }
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        LOG.warn(
                "{}: {} hits{}, median {} ms, longest {} ms",
                each.what(),
                pages.getLast().hits().size(),
                pages.getLast().next() == null ? "" : " and more",
                String.format("%.1f", sorted[sorted.length / 2]),
                String.format("%.1f", sorted[sorted.length - 1]));
        return sorted[sorted.length / 2];
    }

    private static void sizes() {
        for (String relation :
                List.of(
                        "session_event",
                        "session_event_by_id",
                        "transcript",
                        "transcript_words",
                        "transcript_by_time",
                        "transcript_pkey")) {
            String size =
                    db.await(
                                    db.pg()
                                            .one(
                                                    "select pg_size_pretty(pg_relation_size('"
                                                            + relation
                                                            + "'))",
                                                    Tuple.tuple(),
                                                    row -> row.getString(0)))
                            .orElseThrow();
            LOG.warn("{}: {}", relation, size);
        }
    }
}
