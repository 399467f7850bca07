package dev.deskbus.cluster;

import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What session actors wrote, all in one fenced place, and a factory for such actors. */
final class Ledger {
    private final Log log;
    final AtomicInteger loaded = new AtomicInteger();

    Ledger(Log log) {
        this.log = log;
    }

    /** Where the words of all sessions stand. */
    interface Log {
        /** Writes under a fence, once; answers with the place, 0 when fenced. */
        Future<Long> write(Vertx vertx, Fence under, SessionId session, String id);

        /** What stands there. */
        List<String> read(SessionId session);
    }

    /** Only for as long as somebody owns it. */
    static Log inMemory(Predicate<Fence> fence) {
        Map<SessionId, List<String>> logs = new HashMap<>();
        return new Log() {
            @Override
            public synchronized Future<Long> write(
                    Vertx vertx, Fence under, SessionId session, String id) {
                if (!fence.test(under)) {
                    return Future.succeededFuture(0L);
                }
                List<String> log = logs.computeIfAbsent(session, _ -> new ArrayList<>());
                if (!log.contains(id)) {
                    log.add(id);
                }
                long place = log.indexOf(id) + 1L;
                return vertx.timer(2).map(place);
            }

            @Override
            public synchronized List<String> read(SessionId session) {
                return List.copyOf(logs.getOrDefault(session, List.of()));
            }
        };
    }

    List<String> log(SessionId session) {
        return log.read(session);
    }

    ActorFactory factory() {
        return new ActorFactory() {
            @Override
            public String prefix() {
                return "session.";
            }

            @Override
            public Future<? extends VerticleBase> make(String id, Fence under) {
                loaded.incrementAndGet();
                return Future.succeededFuture(
                        new LedgerActor(new SessionId(Long.parseLong(id)), under));
            }
        };
    }

    /** Writes each message once; a repeat gets the first answer. */
    private final class LedgerActor extends Actor<SessionCommand, SessionAnswer> {
        private final SessionId session;
        private final Fence under;

        LedgerActor(SessionId session, Fence under) {
            super(address(session));
            this.session = session;
            this.under = under;
        }

        @Override
        protected Future<SessionAnswer> receive(SessionCommand command) {
            return switch (command) {
                case SessionCommand.Say say ->
                        log.write(vertx, under, session, say.key().id()).map(Ledger::answer);
                case SessionCommand.Close _,
                        SessionCommand.Resume _,
                        SessionCommand.Signal _,
                        SessionCommand.TakeOver _,
                        SessionCommand.Rate _,
                        SessionCommand.PushRating _,
                        SessionCommand.Rebind _,
                        SessionCommand.Acting _,
                        SessionCommand.Read _,
                        SessionCommand.Tick _ ->
                        Future.succeededFuture(new SessionAnswer.Done());
            };
        }
    }

    private static SessionAnswer answer(long place) {
        if (place == 0) {
            throw new Refusal(ErrorCode.NOT_OWNER, "fenced");
        }
        return new SessionAnswer.Logged(place, Instant.EPOCH);
    }

    static Address<SessionCommand, SessionAnswer> address(SessionId session) {
        return Addresses.session(session);
    }
}
