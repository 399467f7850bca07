package dev.deskbus.actor.session;

import dev.deskbus.port.SessionJournal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers {@code Stored}, or what was prepared. */
final class FakeJournal implements SessionJournal {
    final List<Append> appends = new CopyOnWriteArrayList<>();
    private final Queue<Future<Appended>> prepared = new ConcurrentLinkedQueue<>();

    void prepare(Future<Appended> next) {
        prepared.add(next);
    }

    @Override
    public Future<Appended> append(Append append) {
        appends.add(append);
        Future<Appended> next = prepared.poll();
        return next == null ? Future.succeededFuture(new Appended.Stored()) : next;
    }
}
