package dev.deskbus.gateway.console;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.WaitingLines;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Waiting lines in memory. */
public final class FakeLines implements WaitingLines {
    public final List<InLine> waiting = new CopyOnWriteArrayList<>();
    public final Map<RequestId, Ended> ended = new ConcurrentHashMap<>();
    public volatile boolean isDown;

    /** What comes first, when somebody looks for ends. */
    public volatile Future<?> slowly = Future.succeededFuture();

    public void letWait(long request, @Nullable AgentId offeredTo, String... words) {
        RequestId id = new RequestId(request);
        waiting.removeIf(each -> each.request().equals(id));
        List<Message> messages = List.of(words).stream().<Message>map(Message.Text::plain).toList();
        waiting.add(
                new InLine(
                        Demo.SALES,
                        id,
                        Demo.LORI,
                        offeredTo,
                        offeredTo == null ? 0 : 1,
                        messages.size(),
                        messages.subList(Math.max(0, messages.size() - 10), messages.size()),
                        Demo.NOW));
    }

    public void end(long request, @Nullable AgentId takenBy) {
        RequestId id = new RequestId(request);
        waiting.removeIf(each -> each.request().equals(id));
        ended.put(id, new Ended(id, takenBy));
    }

    @Override
    public Future<List<InLine>> findLines(Set<QueueId> queues, Duration age) {
        return isDown
                ? Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no database"))
                : Future.succeededFuture(
                        waiting.stream().filter(each -> queues.contains(each.queue())).toList());
    }

    @Override
    public Future<List<Ended>> findEnded(Set<RequestId> requests) {
        return slowly.map(
                _ ->
                        ended.values().stream()
                                .filter(each -> requests.contains(each.request()))
                                .toList());
    }
}
