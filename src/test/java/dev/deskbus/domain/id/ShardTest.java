package dev.deskbus.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors were computed by a second implementation. They must never change. */
class ShardTest {
    @ParameterizedTest
    @CsvSource({"1, 50", "2, 60", "96, 21", "1000000, 35", "9007199254740991, 7"})
    void sessionsArePinned(long id, int shard) {
        assertThat(Shard.of(new SessionId(id)).number()).isEqualTo(shard);
    }

    @ParameterizedTest
    @CsvSource({"1, 42", "2, 19", "21, 49"})
    void queuesArePinned(long id, int shard) {
        assertThat(Shard.of(new QueueId(id)).number()).isEqualTo(shard);
    }

    @ParameterizedTest
    @CsvSource({"vip, 24", "0A1B-2c3d_, 35"})
    void clientsArePinned(String id, int shard) {
        assertThat(Shard.of(new ClientId(id)).number()).isEqualTo(shard);
    }

    @Test
    void consecutiveIdsSpreadEvenly() {
        var sizes =
                LongStream.rangeClosed(1, 64_000)
                        .mapToObj(id -> Shard.of(new SessionId(id)))
                        .collect(Collectors.groupingBy(shard -> shard, Collectors.counting()));
        assertThat(sizes).hasSize(Shard.COUNT);
        assertThat(sizes.values()).allMatch(size -> size > 800 && size < 1200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64})
    void thereIsNoOtherShard(int number) {
        assertThatThrownBy(() -> new Shard(number)).isInstanceOf(IllegalArgumentException.class);
    }
}
