package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgIdSourceIT {
    @RegisterExtension static final PgTest db = new PgTest();

    @Test
    void twoSourcesNeverGiveTheSameNumberTwice() {
        List<PgIdSource> sources = List.of(new PgIdSource(db.pg()), new PgIdSource(db.pg()));

        List<Future<Long>> numbers =
                IntStream.range(0, 130)
                        .boxed()
                        .flatMap(_ -> sources.stream().map(PgIdSource::next))
                        .toList();
        db.await(Future.all(numbers));

        assertThat(Stream.concat(numbers.stream(), sources.stream().map(PgIdSource::next)))
                .extracting(db::await)
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).isPositive());
    }

    @Test
    void everybodyWhoWaitsIsToldThatThereIsNoDatabase() {
        Pg nowhere = Pg.open(db.vertx(), new PgAddress("127.0.0.1", 1, "x", "x", "x"), 1);
        PgIdSource source = new PgIdSource(nowhere);

        List<Future<Long>> numbers = List.of(source.next(), source.next());

        assertThat(numbers)
                .allSatisfy(
                        number ->
                                assertThatThrownBy(() -> db.await(number))
                                        .isInstanceOf(Refusal.class));
        db.await(nowhere.close());
    }
}
