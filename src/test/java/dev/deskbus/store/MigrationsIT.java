package dev.deskbus.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.gateway.http.Sha256;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void anEmptyDatabaseGetsTheWholeSchemaAndAFullOneNothing() {
        var shards =
                db.await(
                        db.pg()
                                .one(
                                        "select count(*) from shard",
                                        Tuple.tuple(),
                                        r -> r.getInteger(0)));
        assertThat(shards).hasValue(64);
        assertThat(Migrations.migrate(db.address())).isZero();
    }

    /**
     * A database that is as far as the last release refuses what comes before that, and what is not
     * what it was. New ones go to the end of {@code migrations.txt}, with the highest number of all
     * and the SHA-256 of their text.
     */
    @Test
    void migrationsAreOnlyAddedAtTheEndAndNeverChanged() throws Exception {
        List<String> order = Files.readAllLines(Path.of("src/test/resources/migrations.txt"));

        assertThat(order).isSorted();
        try (Stream<Path> there = Files.list(Path.of("src/main/resources/db"))) {
            assertThat(there.map(MigrationsIT::nameAndDigest))
                    .containsExactlyInAnyOrderElementsOf(order);
        }
    }

    private static String nameAndDigest(Path file) {
        try {
            return file.getFileName() + " " + Sha256.hex(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A backup reads for hours; whoever talks writes meanwhile. */
    @Test
    void whatNeedsATableToItselfHoldsUpNobodyWhileItWaits() throws Exception {
        db.sql("create table long_in_use (n int)");
        try (Connection backup = db.connect();
                Statement reading = backup.createStatement()) {
            backup.setAutoCommit(false);
            reading.execute("select * from long_in_use");
            var change =
                    CompletableFuture.runAsync(
                            () ->
                                    db.sql(
                                            "select do_in_short_turns("
                                                    + "'alter table long_in_use add m int')"));
            for (int i = 0; i < 5; i++) {
                long began = System.nanoTime();
                db.sql("insert into long_in_use values (1)");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ofSeconds(2));
                LockSupport.parkNanos(ofMillis(300).toNanos());
            }
            assertThat(change).isNotDone();
            backup.commit();
            change.get(5, TimeUnit.SECONDS);
        }
        db.sql("update long_in_use set m = n");
    }

    @Test
    void twoNodesThatStartAtOnceBothFindTheSchemaDone() {
        db.sql("create database brand_new");
        PgAddress empty = db.address().withDatabase("brand_new");

        db.await(
                Future.all(
                        Migrations.apply(db.vertx(), empty), Migrations.apply(db.vertx(), empty)));

        assertThat(Migrations.migrate(empty)).isZero();
    }

    @ParameterizedTest
    @MethodSource("checkedKinds")
    void theSchemaKnowsEveryKindThatTheDomainKnows(String table, String column, Class<?> sealed) {
        String check =
                db.await(
                                db.pg()
                                        .one(
                                                """
                                                select pg_get_constraintdef(oid) from pg_constraint
                                                where conname = $1
                                                """,
                                                Tuple.of(table + "_" + column + "_check"),
                                                row -> row.getString(0)))
                        .orElseThrow();

        assertThat(Pattern.compile("'(\\w+)'").matcher(check).results().map(r -> r.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        records(sealed).map(Class::getSimpleName).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(MigrationsIT::records);
    }

    static Stream<Arguments> checkedKinds() {
        return Stream.of(
                Arguments.of("chat_session", "state", SessionState.class),
                Arguments.of("session_event", "kind", SessionEvent.class));
    }
}
