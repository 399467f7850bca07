package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings many visitors in, by the documented way. */
public final class Crowd {
    private static final long PATIENCE_MINUTES = 20;

    private final List<HttpLane> lanes;
    private final Receiver receiver;

    /** Comes in over those connections; callbacks go to that third party. */
    public Crowd(List<HttpLane> lanes, Receiver receiver) {
        this.lanes = List.copyOf(lanes);
        this.receiver = receiver;
    }

    /** That many visitors who are logged in, named by the word. */
    public List<Visitor> logIn(String word, int count) throws TimeoutException {
        return each(count, (meeting, i) -> meeting.logIn(word + i));
    }

    /** That many visitors with a session each, by way of the queue. */
    public List<Visitor> meet(String word, int count, long queue) throws TimeoutException {
        return each(
                count,
                (meeting, i) ->
                        meeting.logIn(word + i)
                                .compose(visitor -> meeting.meet(visitor, queue))
                                .map(Meeting.Met::visitor));
    }

    private interface Step {
        Future<Visitor> take(Meeting meeting, int number);
    }

    private List<Visitor> each(int count, Step step) throws TimeoutException {
        List<Visitor> all = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        List<Future<Void>> working = new ArrayList<>();
        for (HttpLane lane : lanes) {
            Meeting meeting = new Meeting(lane, receiver);
            Runner runner = new Runner(lane, () -> next.getAndIncrement(), count);
            working.add(runner.run(i -> step.take(meeting, i).onSuccess(all::add)));
        }
        Future.all(working).await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        return List.copyOf(all);
    }
}
