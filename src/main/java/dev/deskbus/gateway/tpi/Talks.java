package dev.deskbus.gateway.tpi;

import static java.util.stream.Collectors.toMap;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.gateway.tpi.TpiRequests.Mark;
import dev.deskbus.gateway.tpi.TpiRequests.QueryHistory;
import dev.deskbus.gateway.tpi.TpiRequests.Words;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types 2001 to 2006, 2021 to 2024, 4001, 5001 and 5003: what a client does in its sessions. */
final class Talks {
    private static final String CLOSED_BY_CLIENT = "closed by the client";

    private final World world;
    private final Owned owned;
    private final Showing showing;
    private final Regulars regulars;

    /** One signal of a kind in a second and session; more are dropped silently (V2-25). */
    private final Throttle signals = new Throttle(1, Duration.ofSeconds(1));

    Talks(World world, Owned owned, Showing showing, Regulars regulars) {
        this.world = world;
        this.regulars = regulars;
        this.owned = owned;
        this.showing = showing;
    }

    /** 2001: says something; done when it is on disk. */
    Future<TpiReplies> say(Holder holder, TpiRequests.Say say) {
        return owned.getOpenSession(holder, say.sessionId())
                .compose(
                        session ->
                                say(holder, session, say.words())
                                        .onSuccess(_ -> regulars.remember(holder, session)))
                .map(TpiReplies.Done.QUIET);
    }

    /** The same for a holder of whom nothing is certain, not even the token. */
    Future<TpiReplies> sayUnseen(Holder holder, TokenKey token, TpiRequests.Say say) {
        requireWords(say.words());
        Message message = Message.Text.plain(say.words().text());
        return world.bus()
                .ask(
                        Addresses.session(new SessionId(say.sessionId())),
                        command(holder, message, say.words().mark()).under(token))
                .map(TpiReplies.Done.QUIET);
    }

    /** 2002 to 2006, 2024: shows something; kept before it is said. */
    Future<TpiReplies> show(Holder holder, long sessionId, Item item, Mark mark) {
        return owned.getOpenSession(holder, sessionId)
                .compose(
                        session ->
                                showing.message(holder, item)
                                        .compose(message -> say(holder, session, message, mark)))
                .map(TpiReplies.Done.QUIET);
    }

    /** Says something in a session that a request of the same client has become. */
    Future<Void> say(Holder holder, SessionId id, Message message, Mark mark) {
        return owned.getOpenSession(holder, id.value())
                .compose(session -> say(holder, session, message, mark));
    }

    /** 5001: rates it, also for a week after its end (decision V2-30). */
    Future<TpiReplies> rate(Holder holder, TpiRequests.Rate rate) {
        return owned.getSession(holder, rate.sessionId())
                .compose(
                        session ->
                                ask(
                                        session,
                                        new SessionCommand.Rate(
                                                rate.key(), holder.client().id(), rate.rating())))
                .map(TpiReplies.Done.SUCCESS);
    }

    /** 2021, 2022: shows something passing; always a success in an open session. */
    Future<TpiReplies> signal(
            Holder holder, long sessionId, Signal.Kind kind, @Nullable String text) {
        return owned.getOpenSession(holder, sessionId)
                .map(
                        session -> {
                            if (signals.tryTake(kind + "." + session.id().value())) {
                                world.bus()
                                        .tell(
                                                Addresses.session(session.id()),
                                                new Signal(speaker(holder), kind, text));
                            }
                            return TpiReplies.Done.QUIET;
                        });
    }

    /** 4001: ends the session; ending it twice is no error (decision V2-29). */
    Future<TpiReplies> close(Holder holder, TpiRequests.Close close) {
        return owned.getSession(holder, close.sessionId())
                .compose(session -> close(holder, session))
                .map(TpiReplies.Done.QUIET);
    }

    /** Ends the client's open session, if any; for type 2 (decision V2-1). */
    Future<Void> closeOpen(Holder holder) {
        return world.views()
                .findOpenSession(holder.client().id())
                .compose(
                        open ->
                                open.isPresent()
                                        ? close(holder, open.get())
                                        : Future.succeededFuture());
    }

    /** 5003: what was said; all of it, or only under this login (decisions V2-5, V2-32). */
    Future<TpiReplies> history(Holder holder, QueryHistory query) {
        int count = query.maxCount();
        return world.views()
                .findHistory(
                        new HistoryQuery(
                                holder.client().id(),
                                holder.wholeHistory() ? null : holder.key(),
                                query.fromSessionId(),
                                query.fromMessageId(),
                                count,
                                query.dedicated()))
                .compose(rows -> findAgents(rows).map(agents -> page(holder, rows, count, agents)));
    }

    /** Refuses an empty message with -17, after everything else about it was right (G-8). */
    static void requireWords(Words words) {
        if (words.text().isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "the message is empty");
        }
    }

    private Future<Void> say(Holder holder, SessionView session, Words words) {
        requireWords(words);
        return say(holder, session, Message.Text.plain(words.text()), words.mark());
    }

    private Future<Void> say(Holder holder, SessionView session, Message message, Mark mark) {
        return ask(session, command(holder, message, mark));
    }

    private static SessionCommand.Say command(Holder holder, Message message, Mark mark) {
        return new SessionCommand.Say(
                speaker(holder), message, mark.key(), mark.time(), mark.extra());
    }

    private Future<Void> close(Holder holder, SessionView session) {
        if (!session.open()) {
            return Future.succeededFuture();
        }
        var command =
                new SessionCommand.Close(
                        new CommandId(UUID.randomUUID().toString()),
                        speaker(holder),
                        CLOSED_BY_CLIENT);
        return ask(session, command)
                .recover(
                        failure ->
                                TpiErrors.codeOf(failure) == ErrorCode.SESSION_CLOSED
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(failure));
    }

    private Future<Void> ask(SessionView session, SessionCommand command) {
        return world.bus().ask(Addresses.session(session.id()), command).mapEmpty();
    }

    private Future<Map<AgentId, Agent>> findAgents(List<HistoryRow> rows) {
        List<Future<Optional<Agent>>> found =
                rows.stream()
                        .flatMap(row -> agentOf(row.speaker()))
                        .distinct()
                        .map(world.directory()::findAgent)
                        .toList();
        return Future.all(found)
                .map(
                        _ ->
                                found.stream()
                                        .flatMap(agent -> agent.result().stream())
                                        .collect(toMap(Agent::id, Function.identity())));
    }

    private static Stream<AgentId> agentOf(Party speaker) {
        return switch (speaker) {
            case Party.OfAgent(var id) -> Stream.of(id);
            case Party.OfClient _, Party.OfSystem _ -> Stream.empty();
        };
    }

    private static TpiReplies page(
            Holder holder, List<HistoryRow> rows, int count, Map<AgentId, Agent> agents) {
        return new TpiReplies.History(
                rows.subList(0, Math.min(count, rows.size())),
                rows.size() > count,
                holder.client(),
                agents,
                holder.integration().dialect());
    }

    private static Party speaker(Holder holder) {
        return new Party.OfClient(holder.client().id());
    }
}
