package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Page after page a history is what one gets by sorting everything, also of sessions that went on
 * while others came and ended (the client turned out to be known), and of those of which nothing is
 * known but that they are there.
 */
class HistoryOrderIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final String CLIENT = "somebody";
    private static final int SESSIONS = 12;

    private PgConversationViews target;
    private Chronicle past;

    @BeforeEach
    void open() {
        target = new PgConversationViews(db.pg(), new Desk(db).json);
        past = new Chronicle(db);
        past.client(CLIENT);
        past.sessions(CLIENT, 1, SESSIONS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pagesAreCutFromTheWhole(long seed) {
        Random random = new Random(seed);
        write(random);
        if (random.nextBoolean()) {
            past.settle();
        }
        db.sql(
                """
                update chat_session set events_after = 0, events_until = 9223372036854775807
                where id %% 5 = %d;
                update chat_session set token_key = 't' where id %% 2 = 0;
                """
                        .formatted(seed % 5));

        for (int size : new int[] {1, 4, 50}) {
            assertThat(pages(null, 0, size)).isEqualTo(sorted("true"));
            assertThat(pages(new TokenKey("t"), 0, size)).isEqualTo(sorted("s.token_key = 't'"));
            assertThat(pages(null, 7, size)).isEqualTo(sorted("s.id <= 7"));
            assertThat(record(size)).isEqualTo(sorted("true"));
        }
        assertThat(firstReplies()).isEqualTo(sorted(FIRST_REPLY));
    }

    /** Up to three sessions at once, in bits of up to five words; some say nothing. */
    private void write(Random random) {
        long[] last = new long[SESSIONS + 1];
        for (int bit = 0; bit < 60; bit++) {
            int session = Math.min(SESSIONS - 1, 1 + bit / 6 + random.nextInt(3));
            if (last[session] == 0 && random.nextBoolean()) {
                past.join(session, ++last[session], Chronicle.ROBOT);
            } else if (random.nextInt(4) == 0) {
                past.join(session, ++last[session], Chronicle.PERSON);
            }
            long from = last[session] + 1;
            last[session] += 1 + random.nextInt(5);
            String agent = random.nextBoolean() ? Chronicle.ROBOT : "system";
            past.talk(session, session, from, last[session], "client:" + CLIENT, agent);
            if (random.nextInt(3) == 0) {
                past.join(session, ++last[session], Chronicle.PERSON);
                past.talk(
                        session,
                        session,
                        last[session] + 1,
                        ++last[session],
                        Chronicle.PERSON,
                        Chronicle.PERSON);
            }
        }
    }

    private static final String FIRST_REPLY =
            """
            e.sender = 'agent:SELITE' and not exists (
                select from session_event f
                where f.session_id = e.session_id and f.seq < e.seq
                  and f.kind = 'Said' and f.sender = 'agent:SELITE')
            """;

    private List<Long> sorted(String condition) {
        return db.await(
                db.pg()
                        .query(
                                "select e.id from session_event e"
                                        + " join chat_session s on s.id = e.session_id"
                                        + " where e.kind = 'Said' and "
                                        + condition
                                        + " order by e.id desc",
                                Tuple.tuple(),
                                row -> row.getLong(0)));
    }

    private List<Long> pages(@Nullable TokenKey token, long fromSession, int size) {
        List<Long> all = new ArrayList<>();
        long before = 0;
        while (true) {
            List<HistoryRow> page = page(token, fromSession, before, size);
            page.stream().limit(size).map(HistoryRow::id).forEach(all::add);
            if (page.size() <= size) {
                return all;
            }
            before = all.getLast();
        }
    }

    private List<HistoryRow> page(
            @Nullable TokenKey token, long fromSession, long before, int size) {
        return db.await(
                target.findHistory(
                        new HistoryQuery(
                                new ClientId(CLIENT), token, fromSession, before, size, false)));
    }

    private List<Long> record(int size) {
        List<Long> all = new ArrayList<>();
        for (int number = 1; ; number++) {
            List<HistoryRow> page =
                    db.await(
                            target.findRecord(new TenantId(1), new ClientId(CLIENT), number, size));
            page.reversed().stream().map(HistoryRow::id).forEach(all::add);
            if (page.size() < size) {
                return all;
            }
        }
    }

    private List<Long> firstReplies() {
        return page(null, 0, 0, 1000).stream()
                .filter(HistoryRow::firstReply)
                .map(HistoryRow::id)
                .toList();
    }
}
