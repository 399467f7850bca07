package dev.deskbus.bus;

import dev.deskbus.domain.callback.CallbackAnswer;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;

/** The only place where addresses of actors are made. */
public final class Addresses {
    private static final String SESSION = "session.";
    private static final String QUEUE = "queue.";
    private static final String CALLBACK = "callback.wake";

    private Addresses() {}

    /** The actor of a session. */
    public static Address<SessionCommand, SessionAnswer> session(SessionId id) {
        return new Address<>(
                SESSION + id.value(), Shard.of(id), SessionCommand.class, SessionAnswer.class);
    }

    /** The actor of a queue. */
    public static Address<QueueCommand, QueueAnswer> queue(QueueId id) {
        return new Address<>(
                QUEUE + id.value(), Shard.of(id), QueueCommand.class, QueueAnswer.class);
    }

    /** The dispatcher that sends this client's callbacks. */
    public static Address<CallbackCommand, CallbackAnswer> callbacks(ClientId lane) {
        return new Address<>(CALLBACK, Shard.of(lane), CallbackCommand.class, CallbackAnswer.class);
    }
}
