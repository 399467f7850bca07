package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.LoggedInElsewhere;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.kf.KfRequests.Login;
import dev.deskbus.gateway.console.kf.KfState.Entering;
import dev.deskbus.gateway.console.kf.KfState.Gone;
import dev.deskbus.gateway.console.kf.KfState.Held;
import dev.deskbus.gateway.console.kf.KfState.Outside;
import dev.deskbus.gateway.console.kf.KfState.Seated;
import dev.deskbus.gateway.console.kf.KfState.Welcomed;
import dev.deskbus.gateway.console.kf.KfTruth.Known;
import dev.deskbus.gateway.http.SocketOutbox;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One console's socket. Takes one frame at a time to its end, so replies come in the order of the
 * requests (decision KF-16); pushes go out between them. Everything happens in the socket's
 * context; only {@link Heartbeats.Socket} is called from elsewhere.
 *
 * <pre>
 *   Outside --login--> Entering --taken in--> Welcomed --reply sent--> Seated --> Gone
 *      ^------ 440, 490, 403 -----'
 * </pre>
 */
final class KfConnection implements Heartbeats.Socket, KfScreen {
    private static final Logger log = LoggerFactory.getLogger(KfConnection.class);
    private static final int MOST_BACKLOG = 64;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final KfDesk desk;
    private final SocketOutbox outbox;
    private final String clientId = UUID.randomUUID().toString();
    private final KfSubscriptions subscriptions;
    private KfState state = new Outside();
    private Future<Void> turn = Future.succeededFuture();
    private int backlog;
    private long deadline = NO_TIMER;
    private boolean condemned;
    private volatile long lastHeardNanos = System.nanoTime();

    KfConnection(Vertx vertx, ServerWebSocket socket, KfDesk desk) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        this.desk = desk;
        this.subscriptions = new KfSubscriptions(desk.bus(), this::onEvent);
        this.outbox =
                new SocketOutbox(
                        vertx,
                        socket,
                        desk.settings().stuck(),
                        () -> close(KfClose.STUCK),
                        this::onRoomAgain);
    }

    /** Begins to hear the socket. */
    void listen() {
        socket.closeHandler(_ -> leave());
        socket.exceptionHandler(_ -> close(KfClose.TOO_LONG));
        socket.binaryMessageHandler(_ -> close(KfClose.NO_TEXT));
        socket.textMessageHandler(this::onText);
        closeAfter(desk.settings().firstLogin());
    }

    @Override
    public void beat() {
        context.runOnContext(_ -> send(KfCodec.BEAT));
    }

    @Override
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    @Override
    public void closeSilent() {
        context.runOnContext(_ -> close(KfClose.SILENT));
    }

    @Override
    public void closeForRestart() {
        context.runOnContext(_ -> close(KfClose.RESTART));
    }

    private void onText(String text) {
        lastHeardNanos = System.nanoTime();
        if (text.equals(KfCodec.BEAT)) {
            return;
        }
        backlog++;
        if (backlog == MOST_BACKLOG) {
            socket.pause();
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
            socket.resume();
        }
        backlog--;
    }

    /** Never fails. */
    private Future<Void> answer(String text) {
        KfFrame frame;
        try {
            frame = desk.codec().open(text);
        } catch (Refusal _) {
            return Future.succeededFuture(KfReplies.unreadable()).map(this::reply);
        }
        return here(Future.succeededFuture().compose(_ -> replyTo(frame)))
                .otherwise(failure -> failed(frame, failure))
                .map(frame::mark)
                .map(this::reply);
    }

    private Future<JsonObject> replyTo(KfFrame frame) {
        return switch (state) {
            case Seated seated -> serve(seated, KfCodec.decode(frame));
            case Outside() when frame.method().equals(KfCodec.LOGIN) -> logIn(KfCodec.login(frame));
            case Outside(), Entering _, Welcomed _, Gone() ->
                    Future.failedFuture(new Refusal(ErrorCode.TOKEN_INVALID, "not logged in"));
        };
    }

    private JsonObject failed(KfFrame frame, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log.atError()
                    .addKeyValue("method", frame.method())
                    .setCause(failure)
                    .log("console request failed");
        }
        if (KfErrors.code(failure) != KfErrors.INVALID_TOKEN) {
            return KfReplies.failed(frame.method(), failure);
        }
        if (state instanceof Outside && !condemned) {
            condemned = true;
            closeAfter(desk.settings().afterBadToken());
        }
        return KfReplies.invalidToken();
    }

    private @Nullable Void reply(JsonObject reply) {
        if (!(state instanceof Gone)) {
            outbox.reply(reply.encode());
        }
        if (state instanceof Welcomed(Seated seated, Held held)) {
            state = seated;
            held.events().forEach(this::onEvent);
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

    private Future<JsonObject> logIn(Login login) {
        return here(desk.entrance().identify(login.token())).compose(agent -> enter(agent, login));
    }

    /**
     * Hears the agent's events before the login is done, so that none is missed; what its sessions
     * had come to before it took its seat, the console asks for itself.
     */
    private Future<JsonObject> enter(Agent agent, Login login) {
        if (state instanceof Gone) {
            return gone();
        }
        state = new Entering(new Held());
        subscriptions.begin(agent);
        return here(desk.known(agent))
                .compose(known -> takeSeat(agent, login, known))
                .onFailure(_ -> stepBack());
    }

    private Future<JsonObject> takeSeat(Agent agent, Login login, Known known) {
        return here(desk.entrance().takeSeat(agent, login.force()))
                .compose(seat -> seat.isPresent() ? sit(seat.get(), login, known) : taken());
    }

    private Future<JsonObject> taken() {
        stepBack();
        condemned = false;
        closeAfter(desk.settings().firstLogin());
        return Future.succeededFuture(KfReplies.loggedInElsewhere());
    }

    private Future<JsonObject> sit(KfSeat seat, Login login, Known known) {
        return here(desk.entrance().welcome(seat.agent(), clientId))
                .onFailure(_ -> seat.vacate(vertx))
                .compose(
                        welcome -> {
                            if (!(state instanceof Entering entering)) {
                                seat.vacate(vertx);
                                return gone();
                            }
                            KfShow show = desk.show(seat.agent(), client(login), this);
                            state = entering.toWelcomed(new Seated(seat, show.begin(known)));
                            cancelDeadline();
                            desk.rounds().add(seat.agent(), show);
                            desk.heartbeats().add(this);
                            return Future.succeededFuture(welcome);
                        });
    }

    private KfClient client(Login login) {
        return new KfClient(clientId, login.features());
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

    // Logged in ---------------------------------------------------------------------------------

    private Future<JsonObject> serve(Seated seated, KfRequests request) {
        KfSeat seat = seated.seat();
        return switch (request) {
            case KfRequests.Serving serving -> desk.serve(seat.agent(), serving);
            case KfRequests.SetStatus set ->
                    whileTheOne(seat.setStatus(set.status()), KfReplies.done(KfCodec.SET_STATUS));
            case KfRequests.SetAutoConnect set ->
                    whileTheOne(seat.setAutoConnect(set.on()), desk.replies().autoConnectSet());
            case KfRequests.SetPaused set ->
                    whileTheOne(seat.setPaused(set.on()), KfReplies.done(KfCodec.PAUSE));
            case Login login -> welcomeAgain(seat, login);
            case KfRequests.Logout() -> logOut(seat);
        };
    }

    private Future<JsonObject> whileTheOne(Future<Boolean> isTheOne, JsonObject reply) {
        return here(isTheOne)
                .map(
                        still -> {
                            if (!still) {
                                forceOff();
                            }
                            return reply;
                        });
    }

    /** A second login on the same socket changes nothing. */
    private Future<JsonObject> welcomeAgain(KfSeat seat, Login login) {
        return desk.entrance()
                .identify(login.token())
                .compose(
                        agent -> {
                            if (!agent.id().equals(seat.agent().id())) {
                                throw new Refusal(
                                        ErrorCode.PARAMETER_INVALID,
                                        "another agent is logged in here");
                            }
                            return desk.entrance().welcome(agent, clientId);
                        });
    }

    private Future<JsonObject> logOut(KfSeat seat) {
        return here(seat.logOut())
                .transform(
                        _ -> {
                            close(KfClose.LOGGED_OUT);
                            return gone();
                        });
    }

    private void onEvent(ConsoleEvent event) {
        switch (state) {
            case Entering(Held held) -> held.add(event);
            case Welcomed(Seated _, Held held) -> held.add(event);
            case Seated(KfSeat seat, KfShow show) -> {
                if (event instanceof LoggedInElsewhere elsewhere && seat.isEndedBy(elsewhere)) {
                    forceOff();
                } else {
                    show.show(event);
                }
            }
            case Outside(), Gone() -> {}
        }
    }

    /** Another console has the agent now (document section 3.6, decision KF-7). */
    private void forceOff() {
        if (!(state instanceof Gone)) {
            outbox.reply(KfReplies.forcedOff().encode());
            close(KfClose.FORCED_OFF);
        }
    }

    // The end -----------------------------------------------------------------------------------

    private void close(KfClose why) {
        if (!(state instanceof Gone)) {
            leave();
            why.close(vertx, socket);
        }
    }

    /** The one end of everything that was begun here. */
    private void leave() {
        KfState was = state;
        state = new Gone();
        subscriptions.end();
        cancelDeadline();
        outbox.close();
        desk.heartbeats().remove(this);
        switch (was) {
            case Seated seated -> rise(seated);
            case Welcomed(Seated seated, Held _) -> rise(seated);
            case Outside(), Entering _, Gone() -> {}
        }
    }

    /** Shows now what was dropped for want of room, not only with the next round. */
    private void onRoomAgain() {
        if (state instanceof Seated(KfSeat seat, KfShow show)) {
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
        deadline = vertx.setTimer(time.toMillis(), _ -> close(KfClose.NOT_LOGGED_IN));
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
