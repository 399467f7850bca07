package dev.deskbus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Bus;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Many sessions, each saying one thing after the other, by turns over several buses. */
final class Talkers {
    private final Ledger ledger;
    private final int sessions;
    private final Bus[] buses;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Future<Void>> loops = new ArrayList<>();
    private volatile boolean ended;

    Talkers(Ledger ledger, int sessions, Bus... buses) {
        this.ledger = ledger;
        this.sessions = sessions;
        this.buses = buses;
    }

    void begin() {
        for (long n = 1; n <= sessions; n++) {
            loops.add(go(new SessionId(n), 0));
        }
    }

    /** Until so many more were answered. */
    void awaitAnswers(int more) {
        int until = answered.get() + more;
        Until.isTrue(Duration.ofSeconds(20), () -> answered.get() >= until);
    }

    void end() {
        ended = true;
        loops.forEach(TestNode::await);
    }

    private Future<Void> go(SessionId session, int step) {
        if (ended) {
            return Future.succeededFuture();
        }
        long from = System.nanoTime();
        return say(buses[step % buses.length], session, "m" + step)
                .onSuccess(
                        _ -> {
                            answered.incrementAndGet();
                            acknowledged.add(session.value() + ".m" + step);
                            millis.add((System.nanoTime() - from) / 1_000_000);
                        })
                .onFailure(failures::add)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .compose(_ -> go(session, step + 1));
    }

    long slowestMillis() {
        return millis.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    void assertAllAnsweredAndEachWrittenOnce() {
        assertNoneFailed();
        Set<String> written = new HashSet<>();
        for (long n = 1; n <= sessions; n++) {
            for (String id : ledger.log(new SessionId(n))) {
                assertThat(written.add(n + "." + id)).as("once: %s in %s", id, n).isTrue();
            }
        }
        assertThat(written).isEqualTo(new HashSet<>(acknowledged));
    }

    void assertNoneFailed() {
        assertThat(failures).isEmpty();
    }

    static SessionCommand say(String id) {
        return new SessionCommand.Say(
                new Party.OfClient(new ClientId("c1")),
                Message.Text.plain("hello"),
                new MessageKey(id, null),
                null,
                null);
    }

    static Future<Long> say(Bus bus, SessionId session, String id) {
        return bus.ask(Ledger.address(session), say(id))
                .map(answer -> ((SessionAnswer.Logged) answer).seq());
    }
}
