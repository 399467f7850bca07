package dev.deskbus.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one socket: bounded. Once full, pushes are dropped (they are hints) until
 * half of it has been taken; a far end that does not manage that in time is stuck. Used only in the
 * socket's context.
 */
public final class SocketOutbox {
    static final int MOST_FRAMES = 256;
    static final int MOST_CHARACTERS = 1 << 20;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Function<String, Future<Void>> socket;
    private final Duration patience;
    private final Runnable onStuck;
    private final Runnable onRoomAgain;
    private int frames;
    private int characters;
    private long timer = NO_TIMER;
    private @Nullable Promise<Void> room;
    private boolean hasDropped;

    /**
     * Nothing is on its way yet. {@code onStuck} is called when nothing is taken for so long,
     * {@code onRoomAgain} when there is room and pushes were dropped before.
     */
    public SocketOutbox(
            Vertx vertx,
            ServerWebSocket socket,
            Duration patience,
            Runnable onStuck,
            Runnable onRoomAgain) {
        this(vertx, socket::writeTextMessage, patience, onStuck, onRoomAgain);
    }

    /** The same for what writes frames in its own way, and says when each is taken. */
    public SocketOutbox(
            Vertx vertx,
            Function<String, Future<Void>> socket,
            Duration patience,
            Runnable onStuck,
            Runnable onRoomAgain) {
        this.vertx = vertx;
        this.socket = socket;
        this.patience = patience;
        this.onStuck = onStuck;
        this.onRoomAgain = onRoomAgain;
    }

    /** Sends a reply: never dropped, for whoever asks waits for {@link #room()} first. */
    public void reply(String frame) {
        write(frame);
    }

    /** Sends a push, or drops it and says false. */
    public boolean push(String frame) {
        if (room != null) {
            hasDropped = true;
            return false;
        }
        write(frame);
        return true;
    }

    /** Completes at once, or when half of what is on its way has been taken. */
    public Future<Void> room() {
        return room == null ? Future.succeededFuture() : room.future();
    }

    /** Nothing more will be sent: whoever waits for room need not. */
    public void close() {
        open();
    }

    private void write(String frame) {
        int length = frame.length();
        frames++;
        characters += length;
        socket.apply(frame).onComplete(_ -> onWritten(length));
        if (room == null && (frames >= MOST_FRAMES || characters >= MOST_CHARACTERS)) {
            room = Promise.promise();
            timer = vertx.setTimer(patience.toMillis(), _ -> onStuck.run());
        }
    }

    private void onWritten(int length) {
        frames--;
        characters -= length;
        if (frames <= MOST_FRAMES / 2 && characters <= MOST_CHARACTERS / 2) {
            open();
            if (hasDropped) {
                hasDropped = false;
                onRoomAgain.run();
            }
        }
    }

    private void open() {
        Promise<Void> waited = room;
        room = null;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
        if (waited != null) {
            waited.complete();
        }
    }
}
