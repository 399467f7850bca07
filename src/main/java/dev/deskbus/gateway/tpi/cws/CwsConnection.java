package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.bus.Bus.Subscription;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.gateway.http.SocketOutbox;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.VisitorStore.Standing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One visitor's socket. Takes one frame at a time to its end, so answers come in the order of the
 * requests; pushes go out between them. Everything happens in the socket's context; only {@link
 * Heartbeats.Socket} and {@link CwsRounds.Visitor} are called from elsewhere.
 */
final class CwsConnection implements Heartbeats.Socket, CwsRounds.Visitor, CwsScreen {
    private static final Logger log = LoggerFactory.getLogger(CwsConnection.class);
    private static final int MOST_BACKLOG = 64;
    private static final int MOST_HINTS = 256;
    private static final int MOST_PAST = 20;
    private static final long PAUSE_MILLIS = 50;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final CwsDesk desk;
    private final CwsBearer bearer;
    private final CwsRequests requests;
    private final String name = UUID.randomUUID().toString();
    private final SocketOutbox outbox;
    private final CwsReceipts receipts;
    private final CwsMail mail;
    private final CwsFollowing following;
    private @Nullable Subscription subscription;
    private Future<Void> turn = Future.succeededFuture();
    private Future<Void> showing = Future.succeededFuture();
    private int backlog;
    private int hints;
    private long resendTimer = NO_TIMER;
    private boolean isGone;
    private volatile boolean isWaiting;
    private volatile long lastHeardNanos = System.nanoTime();

    CwsConnection(Vertx vertx, ServerWebSocket socket, CwsDesk desk, CwsBearer bearer) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        this.desk = desk;
        this.bearer = bearer;
        CwsSettings settings = desk.settings();
        this.outbox =
                new SocketOutbox(
                        vertx,
                        socket,
                        settings.times().stuck(),
                        () -> close(CwsClose.STUCK),
                        this::goOnWithRoom);
        this.receipts =
                new CwsReceipts(vertx, desk.ports().visitors(), settings.times().receipts());
        this.mail = new CwsMail(this, settings.receipts(), receipts::note);
        this.following =
                new CwsFollowing(
                        desk.ports(),
                        bearer.client(),
                        desk.pushes(),
                        this,
                        mail,
                        !bearer.holder().integration().suppressAccepted());
        this.requests = new CwsRequests(desk, bearer, this::onReceipt);
    }

    /** Begins to hear the socket, and shows what is there. */
    void open() {
        socket.closeHandler(_ -> leave());
        socket.exceptionHandler(_ -> close(CwsClose.TOO_LONG));
        socket.binaryMessageHandler(_ -> close(CwsClose.NO_TEXT));
        socket.pongHandler(_ -> lastHeardNanos = System.nanoTime());
        socket.textMessageHandler(this::onText);
        subscription = desk.ports().bus().subscribe(Topic.client(client()), this::onEvent);
        show(this::welcome);
        show(following::lookAround);
        desk.rounds().add(this);
        desk.ports().heartbeats().add(this);
    }

    // What others ask of it ---------------------------------------------------------------------

    @Override
    public void beat() {
        context.runOnContext(_ -> ping());
    }

    @Override
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    @Override
    public Duration patience() {
        return desk.settings().times().silence();
    }

    @Override
    public void closeSilent() {
        context.runOnContext(_ -> close(CwsClose.SILENT));
    }

    @Override
    public void closeForRestart() {
        context.runOnContext(_ -> close(CwsClose.RESTART));
    }

    @Override
    public ClientId client() {
        return bearer.client().id();
    }

    @Override
    public TokenKey token() {
        return bearer.key();
    }

    @Override
    public boolean isWaiting() {
        return isWaiting;
    }

    @Override
    public Future<Void> digest(Standing standing) {
        Promise<Void> told = Promise.promise();
        context.runOnContext(_ -> show(() -> following.digest(standing)).onComplete(told));
        return told.future();
    }

    @Override
    public void onToken(@Nullable ClientId owner) {
        if (!client().equals(owner)) {
            context.runOnContext(
                    _ -> close(owner == null ? CwsClose.TOKEN_GONE : CwsClose.RESTART));
        }
    }

    // Requests ----------------------------------------------------------------------------------

    private void onText(String text) {
        lastHeardNanos = System.nanoTime();
        backlog++;
        if (backlog == MOST_BACKLOG) {
            socket.pause();
        }
        turn =
                turn.compose(_ -> outbox.room())
                        .compose(_ -> isGone ? done() : answer(text))
                        .onComplete(_ -> onAnswered());
    }

    /** While frames are waiting, no others are read: silence is ours then, not the visitor's. */
    private void onAnswered() {
        lastHeardNanos = System.nanoTime();
        if (backlog == MOST_BACKLOG) {
            socket.resume();
        }
        backlog--;
    }

    /** Never fails. Who sends too much is read more slowly; nothing is dropped. */
    private Future<Void> answer(String text) {
        if (!desk.mayGoOn(name)) {
            return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                    .compose(_ -> isGone ? done() : answer(text));
        }
        return here(requests.serve(text)).onSuccess(this::reply).mapEmpty();
    }

    private void reply(CwsRequests.Served served) {
        if (isGone) {
            return;
        }
        outbox.reply(served.answer().toString());
        switch (served.after()) {
            case NOTHING -> {}
            case LOOK -> show(following::lookAround);
            case LOG_OUT -> close(CwsClose.LOGGED_OUT);
            case TURN_OUT -> close(CwsClose.TOKEN_GONE);
        }
    }

    private void onReceipt(String rsId) {
        following.onReceipt(rsId);
        goOn();
    }

    // Pushes ------------------------------------------------------------------------------------

    @Override
    public boolean push(String frame) {
        return !isGone && outbox.push(frame);
    }

    @Override
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void onEvent(VisitorEvent event) {
        if (!isGone && hints < MOST_HINTS) {
            hints++;
            show(() -> following.onEvent(event).eventually(this::onHintSeen));
        }
    }

    private Future<Void> onHintSeen() {
        hints--;
        return done();
    }

    private Future<Void> welcome() {
        Holder holder = bearer.holder();
        TokenKey only = holder.wholeHistory() ? null : token();
        CwsPorts ports = desk.ports();
        return here(ports.directory()
                        .findRatings(holder.client().tenant())
                        .compose(
                                ratings ->
                                        ports.visitors()
                                                .findPast(client(), only, MOST_PAST)
                                                .map(past -> desk.pushes().welcome(ratings, past))))
                .onSuccess(push -> mail.push(Parcel.ofNothing(push)))
                .onFailure(_ -> close(CwsClose.RESTART))
                .mapEmpty();
    }

    /** One after the other. */
    private Future<Void> show(Supplier<Future<Void>> work) {
        Future<Void> done = showing.compose(_ -> isGone ? done() : work.get());
        showing = done.transform((_, failure) -> onShown(failure));
        return done;
    }

    private Future<Void> onShown(@Nullable Throwable failure) {
        if (failure != null && !(failure instanceof Refusal)) {
            log.atWarn()
                    .addKeyValue("client", client().value())
                    .setCause(failure)
                    .log("visitor's socket not up to date");
        }
        isWaiting = following.isWaiting();
        armResending();
        return done();
    }

    private void goOnWithRoom() {
        show(this.following::lookAround);
    }

    private void goOn() {
        if (mail.canGoOn()) {
            show(following::lookAround);
        }
    }

    private void armResending() {
        OptionalLong due = mail.dueIn();
        if (!isGone && resendTimer == NO_TIMER && due.isPresent()) {
            resendTimer = vertx.setTimer(Math.max(1, due.getAsLong()), _ -> onDue());
        }
    }

    private void onDue() {
        resendTimer = NO_TIMER;
        mail.resend();
        goOn();
        armResending();
    }

    // The end -----------------------------------------------------------------------------------

    private void ping() {
        if (!isGone) {
            socket.writePing(Buffer.buffer());
        }
    }

    private void close(CwsClose why) {
        if (!isGone) {
            leave();
            why.close(vertx, socket);
        }
    }

    /** The one end of everything that was begun here. */
    private void leave() {
        if (isGone) {
            return;
        }
        isGone = true;
        if (subscription != null) {
            subscription.close();
        }
        if (resendTimer != NO_TIMER) {
            vertx.cancelTimer(resendTimer);
        }
        outbox.close();
        receipts.close();
        desk.rounds().remove(this);
        desk.ports().heartbeats().remove(this);
    }

    @Override
    public <T> Future<T> here(Future<T> work) {
        Promise<T> promise = Promise.promise();
        work.onComplete(
                (value, failure) -> context.runOnContext(_ -> promise.complete(value, failure)));
        return promise.future();
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
