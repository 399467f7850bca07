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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What session actors wrote, all in one fenced place, and a factory for such actors. */
final class Ledger {
    private final Predicate<Fence> fence;
    private final Map<SessionId, List<String>> logs = new HashMap<>();
    final AtomicInteger loaded = new AtomicInteger();

    Ledger(Predicate<Fence> fence) {
        this.fence = fence;
    }

    synchronized List<String> log(SessionId session) {
        return List.copyOf(logs.getOrDefault(session, List.of()));
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

    private synchronized long write(Fence under, SessionId session, String id) {
        if (!fence.test(under)) {
            throw new Refusal(ErrorCode.NOT_OWNER, "fenced");
        }
        List<String> log = logs.computeIfAbsent(session, _ -> new ArrayList<>());
        if (!log.contains(id)) {
            log.add(id);
        }
        return log.indexOf(id) + 1L;
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
                        vertx.timer(2)
                                .map(
                                        _ ->
                                                new SessionAnswer.Logged(
                                                        write(under, session, say.key().id()),
                                                        Instant.EPOCH));
                case SessionCommand.Close _, SessionCommand.Signal _, SessionCommand.Tick _ ->
                        Future.succeededFuture(new SessionAnswer.Done());
            };
        }
    }

    static Address<SessionCommand, SessionAnswer> address(SessionId session) {
        return Addresses.session(session);
    }
}
