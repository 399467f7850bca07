package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.AgentTokens.Claims;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tickets for one login each. */
class TicketsTest {
    private static final Claims CLAIMS =
            new Claims(
                    new AgentId("SELITE"),
                    new TenantId(1),
                    Instant.ofEpochSecond(1_000),
                    Instant.ofEpochSecond(2_000),
                    3);

    private final Vertx vertx = Vertx.vertx();
    private final Tickets tickets = new Tickets(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(5, TimeUnit.SECONDS);
    }

    @Test
    void eachIsGoodOnce() throws Exception {
        String ticket = await(tickets.issue(CLAIMS));

        assertThat(ticket).hasSize(32);
        assertThat(await(tickets.redeem(ticket))).contains(CLAIMS);
        assertThat(await(tickets.redeem(ticket))).isEmpty();
    }

    @Test
    void ofManyWhoShowItOneComesIn() throws Exception {
        String ticket = await(tickets.issue(CLAIMS));

        var all = Future.all(IntStream.range(0, 50).mapToObj(_ -> tickets.redeem(ticket)).toList());

        assertThat(await(all).<Optional<Claims>>list().stream().filter(Optional::isPresent))
                .hasSize(1);
    }

    @Test
    void guessesAreWorthNothing() throws Exception {
        await(tickets.issue(CLAIMS));

        assertThat(await(tickets.redeem(""))).isEmpty();
        assertThat(await(tickets.redeem("a".repeat(32)))).isEmpty();
        assertThat(await(tickets.redeem("%00".repeat(20)))).isEmpty();
    }

    @Test
    void noTwoAreTheSame() throws Exception {
        assertThat(await(tickets.issue(CLAIMS))).isNotEqualTo(await(tickets.issue(CLAIMS)));
    }
}
