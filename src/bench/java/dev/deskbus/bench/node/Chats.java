package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Operation;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.IntToLongFunction;

/** 1000 → an agent → {@code create}; then the session is closed, which is part of the load. */
public final class Chats implements Operation {
    private final List<HttpLane> lanes;
    private final List<Visitor> visitors;
    private final Receiver receiver;
    private final IntToLongFunction queues;
    private final int[] turns;

    /**
     * Each connection brings a part of the visitors, one after the other.
     *
     * @param queues which queue the visitor of that number goes to
     */
    public Chats(
            List<HttpLane> lanes,
            List<Visitor> visitors,
            Receiver receiver,
            IntToLongFunction queues) {
        this.lanes = List.copyOf(lanes);
        this.visitors = List.copyOf(visitors);
        this.receiver = receiver;
        this.queues = queues;
        this.turns = new int[lanes.size()];
    }

    @Override
    public int workers() {
        return lanes.size();
    }

    @Override
    public Context context(int worker) {
        return lanes.get(worker).context();
    }

    @Override
    public void begin(int worker, Ending ending) {
        int place = (worker + turns[worker]++ * lanes.size()) % visitors.size();
        Meeting meeting = new Meeting(lanes.get(worker), receiver);
        meeting.meet(visitors.get(place), queues.applyAsLong(place))
                .compose(met -> meeting.part(met.visitor()).map(met.nanos()))
                .onComplete(
                        nanos ->
                                ending.at(
                                        nanos.succeeded() ? nanos.result() : System.nanoTime(),
                                        nanos.succeeded()));
    }
}
