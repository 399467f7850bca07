package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.http.Throttle;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types 2001, 2021, 2022, 4001, 5001 and 5003: what a client does in its sessions. */
final class Talks {
    private static final String CLOSED_BY_CLIENT = "closed by the client";

    private final World world;
    private final Owned owned;

    /** One signal of a kind in a second and session; more are dropped silently (V2-25). */
    private final Throttle signals = new Throttle(1, Duration.ofSeconds(1));

    Talks(World world, Owned owned) {
        this.world = world;
        this.owned = owned;
    }

    /** 2001: says something; done when it is on disk. */
    Future<TpiReplies> say(Holder holder, TpiRequests.Say say) {
        return owned.getOpenSession(holder, say.sessionId())
                .compose(session -> say(holder, session, say.words()))
                .map(TpiReplies.Done.QUIET);
    }

    /** Says something in a session that a request of the same client has become. */
    Future<Void> say(Holder holder, SessionId id, Words words) {
        return owned.getOpenSession(holder, id.value())
                .compose(session -> say(holder, session, words));
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

    /** 5001: keeps how it was, also some days after the end (decision V2-30). */
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
                .map(rows -> page(rows, count));
    }

    /** Refuses an empty message with -17, after everything else about it was right (G-8). */
    static void requireWords(Words words) {
        if (words.text().isBlank()) {
            throw new Refusal(ErrorCode.TEXT_EMPTY, "the message is empty");
        }
    }

    private Future<Void> say(Holder holder, SessionView session, Words words) {
        requireWords(words);
        return ask(
                session,
                new SessionCommand.Say(
                        speaker(holder),
                        Message.Text.plain(words.text()),
                        words.key(),
                        words.time(),
                        words.extra()));
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

    private static TpiReplies page(List<HistoryRow> rows, int count) {
        return rows.size() > count
                ? new TpiReplies.History(rows.subList(0, count), true)
                : new TpiReplies.History(rows, false);
    }

    private static Party speaker(Holder holder) {
        return new Party.OfClient(holder.client().id());
    }
}
