package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.console.Truth.Reading;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the consoles of this node again and again how far the logs of their sessions have come and
 * who waits, so that a lost hint is noticed though no other follows it (reliability R10). Most are
 * told in which sessions something happened, so that who has many open costs no more than what is
 * said in them; one in so many, in turn, is told all (decision 0121). One per node; consoles may
 * come and go by any thread, also before it is deployed.
 */
public final class Rounds extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int AGENTS_IN_A_QUERY = 500;

    /** So many repair at once: the database has others to serve. */
    private static final int AT_ONCE = 8;

    /** After so many rounds each has been told all. */
    private static final int TURNS = 6;

    /**
     * So many rounds ago the looking begins: what had its number then, and was not yet written when
     * the round after looked, is written by now.
     */
    private static final int MARKS = 2;

    /** When the logs have got more than so much, whoever reads it reads more than what is open. */
    private static final long MOST_NUMBERS = 500_000;

    private final Truth truth;
    private final Duration pause;
    private final Map<Console, Member> members = new ConcurrentHashMap<>();
    private final AtomicInteger came = new AtomicInteger();
    private final Deque<Long> marks = new ArrayDeque<>();
    private int turn;
    private boolean isFailing;

    /** One that repairs itself. */
    public interface Console {
        /** What it should know by now; fails when the database does not answer. */
        Future<Void> digest(Digest digest);

        /** By any thread: whether it must be told all, because it missed something. */
        boolean isBehind();
    }

    private record Member(Console console, Agent agent, int turn) {}

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
        members.put(console, new Member(console, agent, came.getAndIncrement() % TURNS));
    }

    /** It is told no more. */
    public void remove(Console console) {
        members.remove(console);
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
        return tellFrom(0, List.of(new Member(console, agent, 0)), truth::read);
    }

    /**
     * One round; ends early when the database does not answer, and is made up for by the next one.
     */
    public Future<Void> run() {
        List<Member> all = List.copyOf(members.values());
        if (all.isEmpty()) {
            marks.clear();
            return Future.succeededFuture();
        }
        return truth.findMark().compose(mark -> tell(all, mark).onSuccess(_ -> remember(mark)));
    }

    private void remember(long mark) {
        turn = (turn + 1) % TURNS;
        marks.add(mark);
        if (marks.size() > MARKS) {
            marks.remove();
        }
    }

    private Future<Void> tell(List<Member> all, long mark) {
        long since = marks.size() < MARKS ? Long.MAX_VALUE : marks.element();
        if (mark < since || mark - since > MOST_NUMBERS) {
            return tellFrom(0, all, truth::read);
        }
        List<Member> most = all.stream().filter(each -> !needsAll(each)).toList();
        return truth.findChanges(since, mark)
                .compose(changes -> tellFrom(0, most, agents -> truth.read(agents, changes)))
                .map(_ -> all.stream().filter(this::needsAll).toList())
                .compose(others -> tellFrom(0, others, truth::read));
    }

    /** It is its turn, or it missed something, be it just now. */
    private boolean needsAll(Member member) {
        return member.turn() == turn || member.console().isBehind();
    }

    private Future<Void> tellFrom(
            int first, List<Member> all, Function<Set<Agent>, Future<Reading>> look) {
        if (first >= all.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(all.size(), first + AGENTS_IN_A_QUERY);
        List<Member> some = all.subList(first, end);
        return look.apply(some.stream().map(Member::agent).collect(Collectors.toSet()))
                .compose(reading -> tellFrom(0, some, reading))
                .compose(_ -> tellFrom(end, all, look));
    }

    private Future<Void> tellFrom(int first, List<Member> some, Reading reading) {
        if (first >= some.size()) {
            return Future.succeededFuture();
        }
        int end = Math.min(some.size(), first + AT_ONCE);
        List<Future<Void>> told =
                some.subList(first, end).stream()
                        .map(each -> each.console().digest(reading.of(each.agent())))
                        .toList();
        return Future.join(told).compose(_ -> tellFrom(end, some, reading));
    }
}
