package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.ConsoleState.Entering;
import dev.deskbus.gateway.console.ConsoleState.Gone;
import dev.deskbus.gateway.console.ConsoleState.Held;
import dev.deskbus.gateway.console.ConsoleState.Outside;
import dev.deskbus.gateway.console.ConsoleState.Seated;
import dev.deskbus.gateway.console.ConsoleState.Welcomed;
import dev.deskbus.gateway.console.ConsoleWire.After;
import dev.deskbus.gateway.console.ConsoleWire.Answer;
import dev.deskbus.gateway.console.Truth.Known;
import dev.deskbus.gateway.http.SocketOutbox;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One console's socket. Takes one frame at a time to its end, so replies come in the order of the
 * requests (decisions KF-16, AD-19); pushes go out between them. Everything happens in the socket's
 * context; only {@link Heartbeats.Socket} is called from elsewhere.
 *
 * <pre>
 *   Outside --login--> Entering --taken in--> Welcomed --reply sent--> Seated --> Gone
 *      ^------- refused -----------'
 * </pre>
 */
final class ConsoleConnection implements Heartbeats.Socket, ConsoleSocket, ConsoleLine.Listener {
    private static final Logger log = LoggerFactory.getLogger(ConsoleConnection.class);
    private static final int MOST_BACKLOG = 64;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final ConsoleLine line;
    private final ConsoleDesk desk;
    private final ConsoleWire wire;
    private final SocketOutbox outbox;
    private final Subscriptions subscriptions;
    private ConsoleState state = new Outside();
    private Future<Void> turn = Future.succeededFuture();
    private int backlog;
    private long deadline = NO_TIMER;
    private boolean condemned;
    private volatile long lastHeardNanos = System.nanoTime();

    ConsoleConnection(
            Vertx vertx,
            ConsoleLine line,
            ConsoleDesk desk,
            Function<ConsoleSocket, ConsoleWire> protocol) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.line = line;
        this.desk = desk;
        this.subscriptions = new Subscriptions(desk.ports().bus(), this::onEvent);
        this.outbox =
                new SocketOutbox(
                        vertx,
                        line::write,
                        desk.times().stuck(),
                        () -> close(ConsoleClose.STUCK),
                        this::onRoomAgain);
        this.wire = protocol.apply(this);
    }

    /** Begins to hear the socket. */
    void listen() {
        line.listen(this);
        closeAfter(desk.times().firstLogin());
    }

    @Override
    public void beat() {
        context.runOnContext(_ -> beatNow());
    }

    private void beatNow() {
        String beat = wire.beat();
        if (beat != null) {
            send(beat);
        } else if (state instanceof Seated) {
            line.ping();
        }
    }

    @Override
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    @Override
    public @Nullable Duration patience() {
        return desk.times().silence();
    }

    @Override
    public void closeSilent() {
        context.runOnContext(_ -> close(ConsoleClose.SILENT));
    }

    @Override
    public void closeForRestart() {
        context.runOnContext(_ -> close(ConsoleClose.RESTART));
    }

    @Override
    public void onSign() {
        lastHeardNanos = System.nanoTime();
    }

    @Override
    public void onBroken(ConsoleClose why) {
        close(why);
    }

    @Override
    public void onClosed() {
        leave();
    }

    @Override
    public void onFrame(String text) {
        lastHeardNanos = System.nanoTime();
        if (wire.isBeat(text)) {
            return;
        }
        backlog++;
        if (backlog == MOST_BACKLOG) {
            line.pause();
        }
        turn =
                turn.compose(_ -> outbox.room())
                        .compose(_ -> answer(text))
                        .onComplete(_ -> onAnswered());
    }

    /** While frames are waiting, no others are read: silence is ours then, not the console's. */
    private void onAnswered() {
        lastHeardNanos = System.nanoTime();
        if (backlog == MOST_BACKLOG) {
            line.resume();
        }
        backlog--;
    }

    /** Never fails. */
    private Future<Void> answer(String text) {
        return state instanceof Gone
                ? Future.succeededFuture()
                : here(wire.answer(text, seat())).map(this::reply);
    }

    private Optional<Seat> seat() {
        return state instanceof Seated(Seat seat, Show _) ? Optional.of(seat) : Optional.empty();
    }

    private @Nullable Void reply(Answer answer) {
        if (!(state instanceof Gone)) {
            answer.frames().forEach(frame -> outbox.reply(frame.encode()));
        }
        if (state instanceof Welcomed(Seated seated, Held held)) {
            state = seated;
            held.events().forEach(this::onEvent);
        }
        switch (answer.after()) {
            case After.Stay() -> {}
            case After.Condemn() -> condemn();
            case After.ForceOff() -> forceOff();
            case After.Close(ConsoleClose why) -> close(why);
        }
        return null;
    }

    @Override
    public boolean push(JsonObject push) {
        return send(push.encode());
    }

    private boolean send(String frame) {
        return state instanceof Seated && outbox.push(frame);
    }

    // Login -------------------------------------------------------------------------------------

    /**
     * Hears the agent's events before the login is done, so that none is missed; what its sessions
     * had come to before it took its seat, the console asks for itself.
     */
    @Override
    public Future<JsonObject> enter(Agent agent, Entry entry) {
        if (!(state instanceof Outside)) {
            return gone();
        }
        state = new Entering(new Held());
        subscriptions.begin(agent);
        return here(desk.truth().readNow(agent))
                .compose(known -> takeSeat(agent, entry, known))
                .onFailure(_ -> stepBack());
    }

    /** Whoever is gone by now takes no place from somebody who has come since. */
    private Future<JsonObject> takeSeat(Agent agent, Entry entry, Known known) {
        if (!(state instanceof Entering)) {
            return gone();
        }
        return here(desk.entrance().takeSeat(agent, entry.isForced()))
                .compose(seat -> seat.isPresent() ? sit(seat.get(), entry, known) : taken(entry));
    }

    private Future<JsonObject> taken(Entry entry) {
        stepBack();
        condemned = false;
        closeAfter(desk.times().firstLogin());
        return Future.succeededFuture(entry.taken());
    }

    private Future<JsonObject> sit(Seat seat, Entry entry, Known known) {
        return here(entry.welcome(seat))
                .onFailure(_ -> seat.vacate(vertx))
                .compose(
                        welcome -> {
                            if (!(state instanceof Entering entering)) {
                                seat.vacate(vertx);
                                return gone();
                            }
                            Show show = entry.show(seat.agent());
                            show.begin(known);
                            state = entering.toWelcomed(new Seated(seat, show));
                            cancelDeadline();
                            desk.rounds().add(seat.agent(), show);
                            desk.ports().heartbeats().add(this);
                            return Future.succeededFuture(welcome);
                        });
    }

    private static Future<JsonObject> gone() {
        return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "the socket is closed"));
    }

    private void stepBack() {
        if (state instanceof Entering) {
            subscriptions.end();
            state = new Outside();
        }
    }

    private void condemn() {
        if (state instanceof Outside && !condemned) {
            condemned = true;
            closeAfter(desk.times().afterBadToken());
        }
    }

    // Logged in ---------------------------------------------------------------------------------

    private void onEvent(ConsoleEvent event) {
        switch (state) {
            case Entering(Held held) -> held.add(event);
            case Welcomed(Seated _, Held held) -> held.add(event);
            case Seated(Seat seat, Show show) -> {
                if (event instanceof LoggedInElsewhere login && seat.isEndedBy(login)) {
                    forceOff();
                } else {
                    show.show(event);
                }
            }
            case Outside(), Gone() -> {}
        }
    }

    /** Another console has the agent now (KF section 3.6, decisions KF-7, AD-22). */
    private void forceOff() {
        if (!(state instanceof Gone)) {
            outbox.reply(wire.forcedOff().encode());
            close(ConsoleClose.FORCED_OFF);
        }
    }

    // The end -----------------------------------------------------------------------------------

    @Override
    public void end(ConsoleClose why) {
        close(why);
    }

    private void close(ConsoleClose why) {
        if (!(state instanceof Gone)) {
            leave();
            line.close(why);
        }
    }

    /** The one end of everything that was begun here. */
    private void leave() {
        ConsoleState was = state;
        state = new Gone();
        subscriptions.end();
        cancelDeadline();
        outbox.close();
        desk.ports().heartbeats().remove(this);
        switch (was) {
            case Seated seated -> rise(seated);
            case Welcomed(Seated seated, Held _) -> rise(seated);
            case Outside(), Entering _, Gone() -> {}
        }
    }

    /** Shows now what was dropped for want of room, not only with the next round. */
    private void onRoomAgain() {
        if (state instanceof Seated(Seat seat, Show show)) {
            desk.rounds()
                    .tell(seat.agent(), show)
                    .onFailure(e -> log.atDebug().setCause(e).log("not repaired now"));
        }
    }

    private void rise(Seated seated) {
        desk.rounds().remove(seated.show());
        seated.seat().vacate(vertx);
    }

    private void closeAfter(Duration time) {
        cancelDeadline();
        deadline = vertx.setTimer(time.toMillis(), _ -> close(ConsoleClose.NOT_LOGGED_IN));
    }

    private void cancelDeadline() {
        if (deadline != NO_TIMER) {
            vertx.cancelTimer(deadline);
            deadline = NO_TIMER;
        }
    }

    @Override
    public <T> Future<T> enter(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(promise));
        return promise.future();
    }

    /** The outcome in this socket's context, whoever made it. */
    @Override
    public <T> Future<T> here(Future<T> work) {
        Promise<T> promise = Promise.promise();
        work.onComplete(
                (value, failure) -> context.runOnContext(_ -> promise.complete(value, failure)));
        return promise.future();
    }
}
