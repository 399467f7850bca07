package dev.deskbus.actor.session;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.port.SessionSeats;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers {@code Stored}, or what was prepared; knows the acts that a test says were done. */
final class FakeSeats implements SessionSeats {
    /** What was done: {@code seat BOB}, {@code beyond BOB}, {@code give back 7 [ANN]}. */
    final List<String> done = new CopyOnWriteArrayList<>();

    final List<Step> steps = new CopyOnWriteArrayList<>();
    final Map<CommandId, Logged> acts = new ConcurrentHashMap<>();
    private final Queue<Future<Seating>> prepared = new ConcurrentLinkedQueue<>();

    void prepare(Future<Seating> next) {
        prepared.add(next);
    }

    @Override
    public Future<Optional<Logged>> findAct(SessionId session, CommandId act) {
        return Future.succeededFuture(Optional.ofNullable(acts.get(act)));
    }

    @Override
    public Future<Seating> seat(Step step, AgentId agent, boolean beyond) {
        return answer(step, (beyond ? "beyond " : "seat ") + agent);
    }

    @Override
    public Future<Seating> giveBack(Step step, SessionGivenBack event, Set<AgentId> by) {
        return answer(step, "give back " + event.request().value() + " " + by);
    }

    private Future<Seating> answer(Step step, String note) {
        done.add(note);
        steps.add(step);
        Future<Seating> next = prepared.poll();
        return next == null ? Future.succeededFuture(new Seating.Stored()) : next;
    }
}
