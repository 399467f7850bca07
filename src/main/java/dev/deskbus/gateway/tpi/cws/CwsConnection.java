package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.bus.Bus.Subscription;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.gateway.http.Fields;
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
import java.util.Objects;
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
    private static final int LONGEST_ID = 256;
    private static final int MOST_PAST = 20;
    private static final long PAUSE_MILLIS = 50;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final CwsDesk desk;
    private final Bearer bearer;
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
    private Runnable afterReply = () -> {};
    private volatile boolean isWaiting;
    private volatile long lastHeardNanos = System.nanoTime();

    /**
     * Who came.
     *
     * @param token as it was sent; never written down
     * @param language of its browser
     */
    record Bearer(String token, Holder holder, @Nullable String language) {
        @Override
        public String toString() {
            return "Bearer[" + holder.client().id() + "]";
        }
    }

    CwsConnection(Vertx vertx, ServerWebSocket socket, CwsDesk desk, Bearer bearer) {
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
        Holder holder = bearer.holder();
        this.following =
                new CwsFollowing(
                        desk.ports(),
                        holder.client(),
                        desk.pushes(),
                        this,
                        mail,
                        !holder.integration().suppressAccepted());
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
        return bearer.holder().client().id();
    }

    @Override
    public TokenKey token() {
        return Objects.requireNonNull(bearer.holder().key());
    }

    @Override
    public boolean isWaiting() {
        return isWaiting;
    }

    @Override
    public Future<Void> digest(Standing standing) {
        return here(Future.succeededFuture())
                .compose(_ -> isGone ? done() : show(() -> following.digest(standing)));
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
        CwsFrame frame;
        try {
            frame = desk.codec().open(text);
        } catch (Refusal refusal) {
            return reply(refuse(refusal));
        }
        return here(Future.succeededFuture().compose(_ -> serve(frame)))
                .otherwise(this::refuse)
                .compose(answer -> reply(frame.mark(answer)));
    }

    private Future<ObjectNode> serve(CwsFrame frame) {
        Fields fields = frame.fields();
        CwsType type = CwsType.of(fields);
        requireOwnToken(fields);
        return switch (type) {
            case HEARTBEAT -> Future.succeededFuture(result());
            case RECEIPT -> {
                following.onReceipt(fields.requireId("rsId", LONGEST_ID));
                goOn();
                yield Future.succeededFuture(result().put("message", ""));
            }
            case LOGOUT,
                    CHAT,
                    CANCEL,
                    CLOSE,
                    RATE,
                    MESSAGE,
                    PRE_MESSAGE,
                    PREVIEW,
                    TYPING,
                    CUSTOM,
                    ROBOT_MESSAGE,
                    ROBOT_TRANSFER ->
                    ask(type, fields);
        };
    }

    /** The token is asked for each time: it may have ended anywhere. */
    private Future<ObjectNode> ask(CwsType type, Fields fields) {
        return here(desk.ports().door().findHolder(bearer.token()))
                .onFailure(this::onTokenRefused)
                .compose(
                        holder ->
                                here(
                                        desk.ports()
                                                .door()
                                                .serve(
                                                        holder,
                                                        CwsCodec.translate(type, fields),
                                                        bearer.language())))
                .onSuccess(answer -> onServed(type, answer));
    }

    private void onTokenRefused(Throwable failure) {
        if (failure instanceof Refusal refusal && refusal.code() == ErrorCode.TOKEN_INVALID) {
            afterReply = () -> close(CwsClose.TOKEN_GONE);
        }
    }

    private void onServed(CwsType type, ObjectNode answer) {
        if (answer.path("result").asInt() == 1) {
            switch (type) {
                case LOGOUT -> afterReply = () -> close(CwsClose.LOGGED_OUT);
                case CHAT, CANCEL, ROBOT_TRANSFER -> afterReply = () -> show(following::lookAround);
                case CLOSE,
                        RATE,
                        MESSAGE,
                        PRE_MESSAGE,
                        PREVIEW,
                        TYPING,
                        CUSTOM,
                        ROBOT_MESSAGE,
                        HEARTBEAT,
                        RECEIPT -> {}
            }
        }
    }

    /** A frame may name a token, and then only the one that the socket came with. */
    private void requireOwnToken(Fields fields) {
        String named = fields.idOrEmpty("token", Fields.LONGEST_TEXT);
        if (!named.isEmpty() && !named.equals(bearer.token())) {
            throw new Refusal(ErrorCode.TOKEN_INVALID, "not the token of this socket");
        }
    }

    private ObjectNode refuse(Throwable failure) {
        return desk.ports().door().refuse(failure, bearer.language());
    }

    private Future<Void> reply(ObjectNode answer) {
        Runnable next = afterReply;
        afterReply = () -> {};
        if (!isGone) {
            outbox.reply(answer.toString());
            next.run();
        }
        return done();
    }

    private static ObjectNode result() {
        return JsonNodeFactory.instance.objectNode().put("result", 1);
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
