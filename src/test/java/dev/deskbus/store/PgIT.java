package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgIT {
    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void aDuplicateNamesItsConstraint() {
        db.sql("insert into tenant (id, name) values (1, 'one')");

        Throwable failure =
                catchThrowable(
                        () ->
                                db.await(
                                        db.pg()
                                                .execute(
                                                        "insert into tenant (id, name) values ($1, $2)",
                                                        Tuple.of(2, "one"))));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        DuplicateKey.class,
                        e -> assertThat(e.constraint()).isEqualTo("tenant_name_key"));
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        assertThat(refusal(db.pg(), "select $1::text", Tuple.of("a\u0000b")))
                .isEqualTo(ErrorCode.PARAMETER_INVALID);
    }

    @Test
    void aCallThatGetsNoAnswerInTimeIsOfUnknownOutcome() {
        assertThat(
                        refusal(
                                db.pg().within(Duration.ofMillis(100)),
                                "select pg_sleep(1)::text",
                                Tuple.tuple()))
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aDatabaseThatIsNotThereIsUnavailable() {
        PgAddress nowhere = new PgAddress("127.0.0.1", 1, "x", "x", "x");
        Pg pg = Pg.open(db.vertx(), nowhere, 1);

        assertThat(refusal(pg, "select 1", Tuple.tuple())).isEqualTo(ErrorCode.UNAVAILABLE);

        db.await(pg.close());
        assertThat(refusal(pg, "select 1", Tuple.tuple())).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whoeverFindsNoRoomIsRefusedAtOnceAndWhoeverWaitsTooLongIsUnavailable() {
        Pg one = Pg.open(db.vertx(), db.address(), 1);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 520; i++) {
            all.add(one.execute("select pg_sleep(2.5)", Tuple.tuple()));
        }

        db.await(Future.join(all).transform(_ -> Future.succeededFuture()));

        assertThat(all.getFirst().succeeded()).isTrue();
        assertThat(
                        new HashSet<>(
                                all.subList(1, 520).stream()
                                        .map(f -> ((Refusal) f.cause()).code())
                                        .toList()))
                .containsExactlyInAnyOrder(ErrorCode.OVERLOADED, ErrorCode.UNAVAILABLE);
        db.await(one.close());
    }

    /** A verticle that was undeployed takes its timers along, and others may wait for its call. */
    @Test
    void theEndOfWhoeverAskedDoesNotKeepTheAnswer() {
        Pg one = Pg.open(db.vertx(), db.address(), 1);
        Future<Integer> busy = one.execute("select pg_sleep(0.5)", Tuple.tuple());
        AtomicReference<Future<Integer>> asked = new AtomicReference<>();
        String asker =
                db.await(
                        db.vertx()
                                .deployVerticle(
                                        new VerticleBase() {
                                            @Override
                                            public Future<?> start() {
                                                asked.set(one.execute("select 1", Tuple.tuple()));
                                                return Future.succeededFuture();
                                            }
                                        }));

        db.await(db.vertx().undeploy(asker));

        assertThat(busy.isComplete()).isFalse();
        assertThat(db.await(asked.get())).isEqualTo(1);
        db.await(one.close());
    }

    @Test
    void whoeverGaveUpWaitingIsNotServedLater() {
        db.sql("create table late (id int)");
        Pg one = Pg.open(db.vertx(), db.address(), 1);
        Future<Integer> busy = one.execute("select pg_sleep(2.5)", Tuple.tuple());

        assertThat(refusal(one, "insert into late values (1)", Tuple.tuple()))
                .isEqualTo(ErrorCode.UNAVAILABLE);

        db.await(busy);
        assertThat(db.await(one.one("select count(*) from late", Tuple.tuple(), PgIT::number)))
                .hasValue(0L);
        db.await(one.close());
    }

    @Test
    void aPauseOfSecondsCostsNoConnection() {
        Vertx fast = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        assumeTrue(fast.isNativeTransportEnabled(), "no native transport here");
        try {
            Pg one = Pg.open(fast, db.address(), 1);
            Optional<Long> before = backend(one);

            db.await(db.vertx().timer(6, TimeUnit.SECONDS));

            assertThat(backend(one)).isEqualTo(before);
        } finally {
            db.await(fast.close());
        }
    }

    private static Optional<Long> backend(Pg pg) {
        return db.await(pg.one("select pg_backend_pid()::bigint", Tuple.tuple(), PgIT::number));
    }

    private static long number(Row row) {
        return row.getLong(0);
    }

    @Test
    void aDefectOfOursComesAsItIs() {
        assertThat(
                        catchThrowable(
                                () -> db.await(db.pg().execute("select nonsense", Tuple.tuple()))))
                .isInstanceOf(PgException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "statement_timeout, 3s",
        "jit, off",
        "lock_timeout, 2s",
        "idle_in_transaction_session_timeout, 3s",
        "synchronous_commit, on",
        "fsync, on",
        "full_page_writes, on",
        "listen_addresses, 127.0.0.1",
    })
    void theServerIsDurableAndTheSessionsBounded(String setting, String value) {
        assertThat(
                        db.await(
                                db.pg()
                                        .one(
                                                "select current_setting($1)",
                                                Tuple.of(setting),
                                                row -> row.getString(0))))
                .hasValue(value);
    }

    private static ErrorCode refusal(Pg pg, String sql, Tuple values) {
        Throwable failure = catchThrowable(() -> db.await(pg.one(sql, values, row -> row)));
        assertThat(failure).isInstanceOf(Refusal.class);
        return ((Refusal) failure).code();
    }
}
