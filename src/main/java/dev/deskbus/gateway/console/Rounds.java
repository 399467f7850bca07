package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.console.Truth.Known;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the consoles of this node again and again how far the logs of their sessions have come and
 * who waits, so that a lost hint is noticed though no other follows it (reliability R10). One per
 * node; consoles may come and go by any thread, also before it is deployed.
 */
public final class Rounds extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int AGENTS_IN_A_QUERY = 500;

    /** So many repair at once: the database has others to serve. */
    private static final int AT_ONCE = 8;

    private final Truth truth;
    private final Duration pause;
    private final Map<Console, Agent> agentByConsole = new ConcurrentHashMap<>();
    private boolean isFailing;

    /** One that repairs itself. */
    @FunctionalInterface
    public interface Console {
        /** What it should know by now; fails when the database does not answer. */
        Future<Void> digest(Known known);
    }

    /** Reads the truth, pauses so long, and reads it again. */
    public Rounds(Truth truth, Duration pause) {
        this.truth = truth;
        this.pause = pause;
    }

    Truth truth() {
        return truth;
    }

    @Override
    public Future<?> start() {
        pauseThenRun();
        return Future.succeededFuture();
    }

    /** From now on it is told. */
    public void add(Agent agent, Console console) {
        agentByConsole.put(console, agent);
    }

    /** It is told no more. */
    public void remove(Console console) {
        agentByConsole.remove(console);
    }

    private void pauseThenRun() {
        vertx.setTimer(pause.toMillis(), _ -> run().onComplete((_, failure) -> onRound(failure)));
    }

    private void onRound(@Nullable Throwable failure) {
        boolean failed = failure != null;
        if (failed && !isFailing) {
            log.atWarn().setCause(failure).log("consoles are not told what they missed");
        } else if (!failed && isFailing) {
            log.info("consoles are told again what they missed");
        }
        isFailing = failed;
        pauseThenRun();
    }

    /** For one console that should not wait for the next round. */
    public Future<Void> tell(Agent agent, Console console) {
        return queryFrom(0, List.of(Map.entry(console, agent)));
    }

    /** One round; ends early when the database does not answer. */
    public Future<Void> run() {
        return queryFrom(0, List.copyOf(agentByConsole.entrySet()));
    }

    private Future<Void> queryFrom(int first, List<Map.Entry<Console, Agent>> all) {
        if (first >= all.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(all.size(), first + AGENTS_IN_A_QUERY);
        var some = all.subList(first, end);
        Set<Agent> agents = some.stream().map(Map.Entry::getValue).collect(Collectors.toSet());
        return truth.read(agents)
                .compose(reading -> tellFrom(0, some, reading))
                .compose(_ -> queryFrom(end, all));
    }

    private Future<Void> tellFrom(
            int first, List<Map.Entry<Console, Agent>> some, Truth.Reading reading) {
        if (first >= some.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(some.size(), first + AT_ONCE);
        List<Future<Void>> told =
                some.subList(first, end).stream()
                        .map(each -> each.getKey().digest(reading.of(each.getValue())))
                        .toList();
        return Future.join(told).compose(_ -> tellFrom(end, some, reading));
    }
}
