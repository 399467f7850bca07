package dev.deskbus.port;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The waiting lines as agents' consoles must know them. Nothing here changes anything. */
public interface WaitingLines {
    /**
     * The fronts of these lines, each in its order, as they were that long ago: who came since, and
     * what was said since, is left out, for the hint of it may still be on its way.
     */
    Future<List<InLine>> findLines(Set<QueueId> queues, Duration age);

    /** Those of these requests that wait no more. */
    Future<List<Ended>> findEnded(Set<RequestId> requests);

    /**
     * One who waits.
     *
     * @param offeredTo the one agent that is asked, or for whom it is kept; null when any of the
     *     queue may take it
     * @param offer the number of that question; 0 when nobody is asked
     * @param said how many words it has said while waiting
     * @param lastMessages the last of them, in their order
     */
    record InLine(
            QueueId queue,
            RequestId request,
            Client client,
            @Nullable AgentId offeredTo,
            long offer,
            long said,
            List<Message> lastMessages,
            Instant at) {
        public InLine {
            lastMessages = List.copyOf(lastMessages);
        }
    }

    /** A request that waits no more; {@code takenBy} is null when nobody took it. */
    record Ended(RequestId request, @Nullable AgentId takenBy) {}
}
