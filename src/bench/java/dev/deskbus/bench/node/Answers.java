package dev.deskbus.bench.node;

import dev.deskbus.bench.load.Console;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Operation;
import io.vertx.core.Context;
import java.util.List;

/** Agents say something; it ends when the third party has taken it. */
public final class Answers implements Operation {
    private final List<Talk> talks;
    private final Receiver receiver;
    private final Marks marks;

    /** An agent's console, and whom it talks to. */
    public record Talk(Console console, String client) {}

    /** One word is under way in each talk. */
    public Answers(List<Talk> talks, Receiver receiver, Marks marks) {
        this.talks = List.copyOf(talks);
        this.receiver = receiver;
        this.marks = marks;
    }

    @Override
    public int workers() {
        return talks.size();
    }

    @Override
    public Context context(int worker) {
        return talks.get(worker).console().context();
    }

    @Override
    public void begin(int worker, Ending ending) {
        Talk talk = talks.get(worker);
        long number = marks.depart(System.nanoTime());
        receiver.onText(number, nanos -> ending.at(nanos, true));
        talk.console().send(Desk.say(talk.client(), Marks.text(number), receiver.port()));
    }
}
