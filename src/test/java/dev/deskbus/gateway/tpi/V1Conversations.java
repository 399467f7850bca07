package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and sessions of clients that their third party vouches for. */
final class V1Conversations {
    private final TpiServer server;

    V1Conversations(TpiServer server) {
        this.server = server;
    }

    /** The client that an integration calls that. */
    ClientId client(String integration, String name) {
        return server.clients
                .meet(
                        FakeDirectory.MAIN,
                        new OuterId(Protocol.TPI_V1, integration, name),
                        "nick",
                        "")
                .result()
                .id();
    }

    ClientId waits(long request, String name) {
        return has(request, "main", name, RequestStatus.WAITING, null);
    }

    ClientId has(
            long request,
            String integration,
            String name,
            RequestStatus status,
            @Nullable Long session) {
        ClientId client = client(integration, name);
        server.views.put(
                new RequestView(
                        new RequestId(request),
                        client,
                        new QueueId(2),
                        status,
                        status == RequestStatus.WAITING ? 3 : 0,
                        session == null ? null : new SessionId(session),
                        session == null ? null : new AgentId("SELITE")));
        return client;
    }

    ClientId talks(long session, String name, boolean open) {
        ClientId client = client("main", name);
        talks(session, client, open, null);
        return client;
    }

    void talks(long session, ClientId client, boolean open, @Nullable TokenKey token) {
        server.views.put(
                new SessionView(
                        new SessionId(session),
                        FakeDirectory.MAIN,
                        client,
                        new QueueId(2),
                        SessionKind.HUMAN,
                        open,
                        List.of(new AgentId("SELITE")),
                        token));
    }
}
