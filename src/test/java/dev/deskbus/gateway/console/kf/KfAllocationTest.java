package dev.deskbus.gateway.console.kf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.Allocation;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What one push may cost in memory: a budget that is only ever lowered. */
class KfAllocationTest {
    private static final long PUSH_BUDGET = 6_000;
    private static final ClientId LORI = new ClientId("lori");
    private static final SessionSaid SAID =
            new SessionSaid(
                    new SessionId(96),
                    new Client(LORI, new TenantId(1), "Lori", ""),
                    new Party.OfClient(LORI),
                    Message.Text.plain("where is my parcel?"),
                    2,
                    Instant.parse("2026-01-05T12:00:00Z"));

    private static volatile Object sink;

    @Test
    void aTextIsPushedWithinItsBudget() {
        KfPushes pushes = new KfPushes(true);

        long bytes = Allocation.of(() -> sink = pushes.connectListPush(SAID).encode());

        assertThat(bytes).isLessThan(PUSH_BUDGET);
    }
}
