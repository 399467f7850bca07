package dev.deskbus.domain.session;

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

/** One word of a client: decided, and become. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionBench {
    /** So many words with a client time were said in the last two minutes. */
    @Param({"0", "20", "100"})
    public int recent;

    private final SessionCommand.Say word = SessionFixture.say(SessionFixture.CLIENT, "hello");
    private SessionState state = SessionFixture.talking();

    /** As above. */
    @Setup
    public void remember() {
        state = SessionFixture.talking();
        for (int i = 0; i < recent; i++) {
            MessageKey key = new MessageKey("key-" + i, "recent-" + i);
            state = become(state, SessionFixture.say(SessionFixture.CLIENT, "word " + i, key));
        }
    }

    /** Decide, then evolve. */
    @Benchmark
    public SessionState decideAndEvolve() {
        return become(state, word);
    }

    private static SessionState become(SessionState before, SessionCommand command) {
        List<SessionEvent> events = Session.decide(before, command, SessionFixture.NOON);
        SessionState after = before;
        for (SessionEvent event : events) {
            after = Session.evolve(after, event);
        }
        return after;
    }
}
