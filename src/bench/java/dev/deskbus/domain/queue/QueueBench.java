package dev.deskbus.domain.queue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One more joins a line: decided, and become. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueueBench {
    /** So many wait already. */
    @Param({"0", "10", "1000"})
    public int waiting;

    private final QueueCommand command = QueueFixture.enqueue("newcomer", 0);
    private final Step step = QueueFixture.step(1_000_000, 1);
    private QueueState state = QueueFixture.empty(QueueFixture.RULES);

    /** As above; the only agent is full. */
    @Setup
    public void fill() {
        state =
                QueueFixture.waiting(
                        waiting, QueueFixture.RULES, QueueFixture.auto(QueueFixture.ANN, 5, 5, 0));
    }

    /** Decide, then evolve. */
    @Benchmark
    public QueueState decideAndEvolve() {
        List<QueueEvent> events = ChatQueue.decide(state, command, step);
        QueueState after = state;
        for (QueueEvent event : events) {
            after = ChatQueue.evolve(after, event);
        }
        return after;
    }
}
