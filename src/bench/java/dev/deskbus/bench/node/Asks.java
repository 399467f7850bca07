package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.Operation;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Requests that are answered at once. */
public final class Asks implements Operation {
    private final List<HttpLane> lanes;
    private final IntFunction<Buffer> requests;
    private final AtomicInteger next = new AtomicInteger();

    private Asks(List<HttpLane> lanes, IntFunction<Buffer> requests) {
        this.lanes = List.copyOf(lanes);
        this.requests = requests;
    }

    /** Type 3, everybody a new name that begins with the word. */
    public static Asks logins(List<HttpLane> lanes, String word) {
        return new Asks(lanes, i -> Visitor.logIn(word + i));
    }

    /** Type 1001. */
    public static Asks states(List<HttpLane> lanes, List<Visitor> visitors) {
        return new Asks(lanes, i -> visitors.get(i % visitors.size()).check());
    }

    /** Type 5003. */
    public static Asks histories(List<HttpLane> lanes, List<Visitor> visitors) {
        return new Asks(lanes, i -> visitors.get(i % visitors.size()).history());
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
        lanes.get(worker)
                .send(
                        requests.apply(next.getAndIncrement()),
                        reply -> ending.at(System.nanoTime(), reply.isSuccess()));
    }
}
