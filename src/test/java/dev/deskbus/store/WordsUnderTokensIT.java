package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of visitors whose tokens nobody has looked for (docs/decisions/0119). */
class WordsUnderTokensIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static Talks talks;
    private static Function<Facts, Fence> owner;

    private final PgSessionJournal journal =
            new PgSessionJournal(db.vertx(), db.pg(), new SealedJson());
    private Facts session;
    private TokenKey token;

    @BeforeAll
    static void fill() {
        talks = new Talks(db);
        owner = talks.ownAll("n1");
        db.sql(
                """
                insert into integration (name, tenant_id, callback_path, callback_hosts,
                                         trusted_callers, is_default)
                values ('shop', 1, '/x', '{}', '{}', true)
                """);
    }

    @BeforeEach
    void openOne() {
        session = talks.open(NUMBERS.incrementAndGet());
        token = issue(session, "1 hour");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underALiveTokenItIsStoredAndTheTokenLivesAnotherDay(boolean isTold) {
        assertThat(append(say(session, 0, "m1", token, isTold))).isEqualTo(new Appended.Stored());

        assertThat(keys()).containsExactly("m1");
        assertThat(left(token))
                .isBetween(Duration.ofHours(24).minusMinutes(1), Duration.ofHours(24));
    }

    @Test
    void aTokenThatWasJustUsedIsNotWrittenAgain() {
        append(say(session, 0, "m1", token, false));
        String version = version(token);

        append(say(session, 1, "m2", token, false));

        assertThat(version(token)).isEqualTo(version);
        assertThat(keys()).containsExactly("m1", "m2");
    }

    @Test
    void oneThatSomebodyElseIsJustUsingHoldsNothingUp() throws Exception {
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select 1 from client_token where key = '" + token.value() + "' for update");

            assertThat(append(say(session, 0, "m1", token, false)))
                    .isEqualTo(new Appended.Stored());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underADeadOneNothingIsStoredAndOthersAreNotHeldUp(boolean isTold) {
        Facts other = talks.open(NUMBERS.incrementAndGet());
        Facts third = talks.open(NUMBERS.incrementAndGet());
        TokenKey expired = issue(session, "0");
        List<Future<Appended>> all =
                List.of(
                        journal.append(say(session, 0, "m1", expired, isTold)),
                        journal.append(say(other, 0, "m1", issue(other, "1 hour"), isTold)),
                        journal.append(say(third, 0, "m1", null, isTold)));
        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));

        assertThat(code(all.getFirst())).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(all.stream().filter(Future::succeeded)).hasSize(2);
        assertThat(keys()).isEmpty();
        assertThat(
                        strings(
                                "select kind from callback where (body -> 'session' ->>"
                                        + " 'value')::bigint = $1"))
                .isEmpty();
        assertThat(left(expired)).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void neitherUnderOneThatIsNotThereNorUnderThatOfAnotherClient() {
        Facts other = talks.open(NUMBERS.incrementAndGet());

        assertThat(refusal(say(session, 0, "m1", new TokenKey("gone"), false)))
                .isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(refusal(say(session, 0, "m1", issue(other, "1 hour"), false)))
                .isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(keys()).isEmpty();
    }

    @Test
    void aRepeatIsAnsweredOnlyUnderALiveToken() {
        append(say(session, 0, "m1", token, false));

        assertThat(append(say(session, 1, "m1", token, false)))
                .isInstanceOf(Appended.Repeated.class);
        db.sql("delete from client_token where key = '" + token.value() + "'");
        assertThat(refusal(say(session, 1, "m1", token, false))).isEqualTo(ErrorCode.TOKEN_INVALID);
    }

    @Test
    void aStaleOwnerIsToldSoWhateverTheToken() {
        Fence stale = new Fence(owner.apply(session).shard(), owner.apply(session).node(), 0);
        Append append = Talks.say(stale, session, 0, "m1");

        assertThat(append(under(append, new TokenKey("gone"), false)))
                .isEqualTo(new Appended.Fenced());
    }

    @Test
    void whatIsNoPlainWordIsRefusedUnseen() {
        Append word = Talks.say(owner.apply(session), session, 0, "m1");
        Append asked =
                new Append(
                        word.fence(),
                        session,
                        0,
                        word.events(),
                        List.of(),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        token);

        assertThat(refusal(asked)).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(journal.waiting()).isZero();
        assertThat(keys()).isEmpty();
    }

    @Test
    void wordsAndOtherEventsOfOneSessionKeepTheirOrder() {
        Instant at = Instant.parse("2026-03-04T05:06:07Z");
        Closed closed = new Closed(2, at, new Party.OfSystem(), "done");
        List<Future<Appended>> all =
                List.of(
                        journal.append(say(session, 0, "m1", null, false)),
                        journal.append(
                                new Append(
                                        owner.apply(session),
                                        session,
                                        1,
                                        List.of(closed),
                                        List.of(),
                                        null)),
                        journal.append(say(session, 2, "late", null, false)));
        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));

        assertThat(all.stream().map(Future::succeeded)).containsExactly(true, true, false);
        assertThat(code(all.getLast())).isEqualTo(ErrorCode.SESSION_CLOSED);
        assertThat(keys()).hasSize(2).startsWith("m1");
    }

    private static Append say(
            Facts session, long lastSeq, String key, TokenKey token, boolean isTold) {
        return under(Talks.say(owner.apply(session), session, lastSeq, key), token, isTold);
    }

    private static Append under(Append said, TokenKey token, boolean isTold) {
        return new Append(
                said.fence(),
                said.session(),
                said.lastSeq(),
                said.events(),
                isTold ? said.callbacks() : List.of(),
                null,
                token);
    }

    private TokenKey issue(Facts holder, String life) {
        TokenKey key = new TokenKey("token-" + NUMBERS.incrementAndGet());
        db.sql(
                """
                insert into client_token (key, client_id, integration, whole_history, expires_at)
                values ('%s', '%s', 'shop', false, clock_timestamp() + interval '%s')
                """
                        .formatted(key.value(), holder.client().value(), life));
        return key;
    }

    private Appended append(Append append) {
        return db.await(journal.append(append));
    }

    private ErrorCode refusal(Append append) {
        return ((Refusal) catchThrowable(() -> append(append))).code();
    }

    private static ErrorCode code(Future<?> failed) {
        return ((Refusal) failed.cause()).code();
    }

    private Duration left(TokenKey key) {
        return db.await(
                        db.pg()
                                .one(
                                        "select extract(epoch from expires_at -"
                                                + " clock_timestamp())::bigint from client_token"
                                                + " where key = $1",
                                        Tuple.of(key.value()),
                                        row -> Duration.ofSeconds(row.getLong(0))))
                .orElseThrow();
    }

    private String version(TokenKey key) {
        return db.await(
                        db.pg()
                                .one(
                                        "select xmin::text from client_token where key = $1",
                                        Tuple.of(key.value()),
                                        row -> row.getString(0)))
                .orElseThrow();
    }

    private List<String> keys() {
        return strings(
                "select client_msg_id from session_event where session_id = $1 order by seq");
    }

    private List<String> strings(String sql) {
        return db.await(
                db.pg().query(sql, Tuple.of(session.id().value()), row -> row.getString(0)));
    }
}
