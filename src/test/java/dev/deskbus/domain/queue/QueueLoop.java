package dev.deskbus.domain.queue;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueEvent.AgentsSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line driven as its actor drives it: one command, then whatever can be given away. */
final class QueueLoop {
    private final List<Entry> log = new ArrayList<>();
    private final QueueState start;
    private QueueState state;
    private Instant now = QueueFixture.NOON;
    private long lastId;

    /** A command, and how many seconds after the one before it comes. */
    record Timed(QueueCommand command, int secondsLater) {}

    /** One event, and the line around it. */
    record Entry(Instant now, QueueState before, QueueEvent event, QueueState after) {}

    private QueueLoop(QueueRules rules) {
        start = QueueFixture.empty(rules);
        state = start;
    }

    static QueueLoop run(QueueRules rules, List<Timed> commands) {
        QueueLoop loop = new QueueLoop(rules);
        commands.forEach(timed -> loop.obey(timed.command(), timed.secondsLater()));
        return loop;
    }

    void obey(QueueCommand command, int secondsLater) {
        now = now.plusSeconds(secondsLater);
        if (command instanceof Enqueue enqueue && waitsAlready(enqueue)) {
            giveAway();
            return; // the row says so
        }
        try {
            ChatQueue.decide(state, command, step(command)).forEach(this::become);
        } catch (Refusal refusal) {
            // leaves the state untouched
        }
        giveAway();
    }

    QueueState start() {
        return start;
    }

    QueueState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    List<Entry> log() {
        return log;
    }

    private void giveAway() {
        Optional<QueueEvent> next = ChatQueue.match(state, new Step(now, ++lastId + 1000));
        while (next.isPresent()) {
            become(next.get());
            next = ChatQueue.match(state, new Step(now, ++lastId + 1000));
        }
    }

    private void become(QueueEvent event) {
        QueueState after = ChatQueue.evolve(state, event);
        log.add(new Entry(now, state, event, after));
        state = after;
    }

    private Step step(QueueCommand command) {
        return new Step(now, command instanceof Enqueue ? state.lastOrder() + 1 : 0);
    }

    private boolean waitsAlready(Enqueue enqueue) {
        return ChatQueue.findOf(state, enqueue.origin().client()).isPresent();
    }

    @Override
    public String toString() {
        return state.rules().policy()
                + " "
                + log.stream()
                        .map(Entry::event)
                        .filter(event -> !(event instanceof AgentsSeen))
                        .toList();
    }
}
