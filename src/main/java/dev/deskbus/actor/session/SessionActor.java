package dev.deskbus.actor.session;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Done;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Rate;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Fence;
import dev.deskbus.port.ReadMarks;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionJournal;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import dev.deskbus.port.SessionSeats;
import dev.deskbus.port.SessionSeats.Seating;
import dev.deskbus.port.SessionStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Knows one session: decides, has it stored, then becomes, then announces. After a failure of the
 * journal the outcome is unknown, so the state is read again before the next command; once fenced
 * it refuses everything with {@code NOT_OWNER}.
 */
public final class SessionActor extends Actor<SessionCommand, SessionAnswer> {
    private static final Duration LOOK_WHILE_IN_LINE = Duration.ofSeconds(30);

    private final SessionId id;
    private final Fence fence;
    private final World world;
    private final SessionNews news;
    private final SessionSignals signals;
    private final RobotTalk robot;
    private final Seats seats;
    private final Repeats repeats;
    private SessionState state;
    private boolean isStale;
    private boolean isFenced;

    /** What a session needs from outside. */
    public record World(
            SessionJournal journal,
            SessionStore store,
            SessionSeats seats,
            ReadMarks marks,
            AgentDirectory directory,
            AgentQueues queues,
            Bus bus,
            DatabaseClock clock,
            Robot robot,
            ConversationViews views) {}

    /**
     * The actor of that session.
     *
     * @param client whom the session is with, as consoles are shown it
     * @param state as its log says
     */
    public SessionActor(SessionId id, Fence fence, Client client, SessionState state, World world) {
        super(Addresses.session(id));
        this.id = id;
        this.fence = fence;
        this.state = state;
        this.world = world;
        this.news = new SessionNews(client, world.store(), world.bus(), world.queues());
        this.signals = new SessionSignals(client, world.bus());
        this.robot = new RobotTalk(id, world);
        this.seats = new Seats(id, fence, world.seats());
        this.repeats = new Repeats(id, world.store(), world.seats());
    }

    @Override
    protected Future<SessionAnswer> receive(SessionCommand command) {
        return isFenced
                ? Future.failedFuture(moved())
                : upToDate()
                        .compose(_ -> obey(command))
                        .onSuccess(_ -> robot.look(state, world.clock().now()));
    }

    private Future<SessionAnswer> obey(SessionCommand command) {
        Instant now = world.clock().now().truncatedTo(ChronoUnit.MICROS);
        return switch (command) {
            case Say say ->
                    Session.repeatOf(state, say, now)
                            .map(heard -> Repeats.answer(say, heard))
                            .orElseGet(() -> write(say, now));
            case Close close -> write(close, now);
            case Resume resume -> write(resume, now);
            case TakeOver takeOver -> write(takeOver, now);
            case Rate rate -> write(rate, now);
            case PushRating pushing -> write(pushing, now);
            case Rebind rebind -> rebind(rebind, now);
            case Acting acting -> act(acting, now);
            case Read read -> read(read, now);
            case Signal signal -> pass(signal, now);
            case Tick tick -> tick(tick, now);
        };
    }

    /** Whoever takes over comes before silence is looked at: the client waited for that. */
    private Future<SessionAnswer> tick(Tick tick, Instant now) {
        return handover(now)
                .compose(_ -> isInLine(tick, now))
                .compose(isInLine -> isInLine ? waitOn(now) : judgeSilence(tick, now));
    }

    /** Whether silence would have a consequence, but the client waits for somebody else. */
    private Future<Boolean> isInLine(Tick tick, Instant now) {
        return Session.decide(state, tick, now).isEmpty()
                ? Future.succeededFuture(false)
                : world.views()
                        .findWaiting(state.facts().client())
                        .map(found -> found.filter(each -> id.equals(each.session())).isPresent());
    }

    private Future<SessionAnswer> waitOn(Instant now) {
        return lookAgain(now.plus(LOOK_WHILE_IN_LINE)).map(_ -> new Done());
    }

    private Future<SessionAnswer> judgeSilence(Tick tick, Instant now) {
        return write(tick, now)
                .compose(
                        answer ->
                                Session.lookAgainAt(state, now)
                                        .<Future<?>>map(this::lookAgain)
                                        .orElseGet(Future::succeededFuture)
                                        .map(_ -> answer));
    }

    private Future<?> handover(Instant now) {
        if (!(state instanceof Open open)) {
            return Future.succeededFuture();
        }
        if (open.waiting() != null) {
            return nextAgent(now);
        }
        return open.facts().kind() == SessionKind.ROBOT
                ? world.store().findHandover(id).compose(found -> takeOver(found, now))
                : Future.succeededFuture();
    }

    /**
     * Nobody can take it any more when its request has ended otherwise: that is looked at first.
     */
    private Future<?> nextAgent(Instant now) {
        return world.store()
                .findTransferRequest(id)
                .compose(
                        request ->
                                world.store()
                                        .findHandover(id)
                                        .compose(
                                                found ->
                                                        request.isEmpty() && found.isEmpty()
                                                                ? write(Seats.abandonment(), now)
                                                                : takeOver(found, now)));
    }

    private Future<SessionAnswer> takeOver(Optional<TakeOver> found, Instant now) {
        return found.map(takeOver -> write(takeOver, now)).orElseGet(() -> answer(new Done()));
    }

    /** Done once: whoever asks again has the first answer. */
    private Future<SessionAnswer> act(Acting command, Instant now) {
        return seats.findDone(command)
                .compose(done -> done.isPresent() ? answer(done.get()) : actAnew(command, now));
    }

    private Future<SessionAnswer> actAnew(Acting command, Instant now) {
        List<SessionEvent> events = Session.decide(state, command, now);
        if (!(state instanceof Open open) || events.isEmpty()) {
            return answer(new Done());
        }
        List<OutboxEntry> callbacks = Consequences.callbacks(state, events);
        return seats.write(open, events.getFirst(), callbacks)
                .map(
                        written ->
                                written.onFailure(_ -> isStale = true)
                                        .map(seating -> become(seating, events, callbacks)))
                .orElseGet(() -> write(command, now));
    }

    private SessionAnswer become(
            Seating seating, List<SessionEvent> events, List<OutboxEntry> callbacks) {
        isFenced |= seating instanceof Seating.Fenced;
        isStale |= seating instanceof Seating.Overtaken;
        if (!(seating instanceof Seating.Stored)) {
            throw Seats.refusal(seating);
        }
        return become(events, callbacks);
    }

    private Future<SessionAnswer> read(Read command, Instant now) {
        Session.decide(state, command, now);
        return state instanceof Open open
                ? world.marks()
                        .mark(id, command.by(), open.lastSeq())
                        .map(
                                _ -> {
                                    news.onRead(open, command.by(), now);
                                    signals.onRead(open, command.by());
                                    return new Done();
                                })
                : answer(new Done());
    }

    /** The rows have the last word; these looks only say why. */
    private Future<SessionAnswer> rebind(Rebind command, Instant now) {
        Session.decide(state, command, now);
        return world.views()
                .findClient(state.facts().tenant(), command.to())
                .map(found -> found.orElseThrow(SessionActor::nobody))
                .compose(card -> requireIdle(card).map(card))
                .compose(card -> write(command, now).onSuccess(_ -> meet(card, now)));
    }

    /** Whoever waits or talks cannot be somebody else as well. */
    private Future<?> requireIdle(Client card) {
        ClientId self = state.facts().client();
        if (card.id().equals(self)) {
            return Future.succeededFuture();
        }
        return Future.all(
                        world.views().findOpenSession(card.id()).map(Optional::isPresent),
                        world.views().findWaiting(card.id()).map(Optional::isPresent),
                        world.views().findWaiting(self).map(Optional::isPresent))
                .map(
                        found -> {
                            if (found.list().contains(true)) {
                                throw new Refusal(
                                        ErrorCode.CLIENT_BUSY, "the client talks or waits");
                            }
                            return found;
                        });
    }

    private void meet(Client card, Instant at) {
        if (card.id().equals(state.facts().client()) && !news.isAbout(card.id())) {
            news.onClient(state, card, at);
            signals.onClient(card);
        }
    }

    private Future<SessionAnswer> write(SessionCommand command, Instant now) {
        List<SessionEvent> events;
        try {
            events = Session.decide(state, command, now);
        } catch (Refusal refusal) {
            return repeats.answer(command, refusal);
        }
        return events.isEmpty() ? answer(new Done()) : append(command, events, now);
    }

    private Future<SessionAnswer> append(
            SessionCommand command, List<SessionEvent> events, Instant now) {
        List<OutboxEntry> callbacks = Consequences.callbacks(state, events);
        Append append =
                new Append(
                        fence,
                        state.facts(),
                        state.lastSeq(),
                        events,
                        callbacks,
                        Consequences.askAgainAt(state, events, now),
                        command instanceof Say say ? say.token() : null);
        return world.journal()
                .append(append)
                .map(appended -> become(append, appended))
                .onFailure(_ -> isStale = true);
    }

    private SessionAnswer become(Append append, Appended appended) {
        return switch (appended) {
            case Appended.Stored() -> become(append.events(), append.callbacks());
            case Appended.Repeated(var seq, var at) -> new Logged(seq, at);
            case Appended.Fenced() -> {
                isFenced = true;
                throw moved();
            }
        };
    }

    private SessionAnswer become(List<SessionEvent> events, List<OutboxEntry> callbacks) {
        events.forEach(this::become);
        if (!callbacks.isEmpty()) {
            news.onCallbacks();
        }
        SessionEvent last = events.getLast();
        return new Logged(last.seq(), last.at());
    }

    private void become(SessionEvent event) {
        SessionState before = state;
        state = Session.evolve(before, event);
        if (before instanceof Open open) {
            news.onStored(open, event);
        }
    }

    private Future<?> lookAgain(Instant when) {
        return world.store().lookAgainAt(fence, id, when).map(this::heed);
    }

    private Written heed(Written written) {
        return switch (written) {
            case STORED -> written;
            case CONFLICT -> {
                isStale = true;
                yield written;
            }
            case FENCED -> {
                isFenced = true;
                throw moved();
            }
        };
    }

    private Future<SessionAnswer> pass(Signal signal, Instant now) {
        Session.decide(state, signal, now);
        if (state instanceof Open open) {
            signals.pass(open, signal, now);
        }
        return answer(new Done());
    }

    private Future<?> upToDate() {
        return isStale
                ? world.store().load(id).map(this::reload).compose(_ -> meet())
                : Future.succeededFuture();
    }

    /** The client may have become another one by what this node does not know the outcome of. */
    private Future<?> meet() {
        ClientId client = state.facts().client();
        return news.isAbout(client)
                ? Future.succeededFuture()
                : world.views()
                        .findClient(state.facts().tenant(), client)
                        .onSuccess(
                                found -> found.ifPresent(card -> meet(card, world.clock().now())));
    }

    private SessionState reload(Optional<SessionState> found) {
        state = found.orElseThrow(() -> new Refusal(ErrorCode.SESSION_UNKNOWN, "no such session"));
        isStale = false;
        return state;
    }

    private static Future<SessionAnswer> answer(SessionAnswer answer) {
        return Future.succeededFuture(answer);
    }

    private static Refusal nobody() {
        return new Refusal(ErrorCode.CLIENT_UNKNOWN, "no such client");
    }

    private static Refusal moved() {
        return new Refusal(ErrorCode.NOT_OWNER, "the session is owned by another node");
    }
}
