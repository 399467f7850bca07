package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.Agent.Role;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.RatingPushed;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.callback.Callback.WordsRead;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the TPI document's samples tell of. */
final class Samples {
    static final ClientId CLIENT = new ClientId("xxxxxxxxx");
    static final SessionId SESSION = new SessionId(1299);
    static final AgentId ELITE = new AgentId("SELITE");
    static final AgentId LORI = new AgentId("AE1EA");
    static final Instant AT = Instant.ofEpochMilli(1400913830109L);
    static final TenantId TENANT = new TenantId(1);

    static final Map<AgentId, Agent> CARDS =
            Map.of(
                    ELITE,
                    agent(ELITE, "Elite", "坐席A", "http://xxxx/xxx/xx.png"),
                    LORI,
                    agent(LORI, "Lori", "坐席B", "http://xxxxx/xxxx.png"));

    private Samples() {}

    static Agent agent(AgentId id, String name, String alias, String icon) {
        return new Agent(
                id, TENANT, 1, name, alias, icon, "备注信息", Role.AGENT, 5, true, 0, List.of());
    }

    static SessionStarted started() {
        return new SessionStarted(CLIENT, SESSION, ELITE, false, AT);
    }

    static MessageSent said(Message message) {
        return new MessageSent(CLIENT, SESSION, ELITE, message, 7, AT);
    }

    static MessageSent said(String text) {
        return said(Message.Text.plain(text));
    }

    static AgentsChanged agentsChanged() {
        return new AgentsChanged(CLIENT, SESSION, List.of(ELITE, LORI));
    }

    static RequestStatusChanged status(RequestStatus status, int position) {
        return new RequestStatusChanged(CLIENT, new RequestId(103), status, position, null);
    }

    static RatingPushed rating() {
        return new RatingPushed(CLIENT, SESSION, ELITE);
    }

    static WordsRead read() {
        return new WordsRead(CLIENT, SESSION, ELITE, 7);
    }

    static SessionClosed closed() {
        return new SessionClosed(CLIENT, SESSION, ELITE, "idle", AT);
    }

    static Integration integration(String... callbackHosts) {
        return integration(Signing.NONE, false, callbackHosts);
    }

    static Integration integration(
            Signing signing, boolean createOnFailure, String... callbackHosts) {
        return new Integration(
                "demo",
                TENANT,
                null,
                "/ThirdPartService",
                List.of(callbackHosts),
                List.of(),
                false,
                createOnFailure,
                signing,
                Dialect.STANDARD);
    }

    static String wire(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("/wire/tpi/v2/callback/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
