package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Marks;
import dev.deskbus.bench.load.Operation;
import io.vertx.core.Context;
import java.util.List;

/** Visitors say something, each in its own session; it ends with {@code result: 1}. */
public final class Says implements Operation {
    private final List<HttpLane> lanes;
    private final List<Visitor> visitors;
    private final Marks marks;
    private final int[] turns;

    /** Each connection speaks for a part of the visitors, one after the other. */
    public Says(List<HttpLane> lanes, List<Visitor> visitors, Marks marks) {
        this.lanes = List.copyOf(lanes);
        this.visitors = List.copyOf(visitors);
        this.marks = marks;
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
        int turn = turns[worker]++;
        int place = (int) ((worker + (long) turn * lanes.size()) % visitors.size());
        long number = marks.depart(System.nanoTime());
        lanes.get(worker)
                .send(
                        visitors.get(place).say(Marks.text(number)),
                        reply -> ending.at(System.nanoTime(), reply.isSuccess()));
    }
}
