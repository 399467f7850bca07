package dev.deskbus.bus;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verticle with one local address and a mailbox: a command runs to its end before the next
 * begins. A repeat of a command that still waits shares its place and its answer, so that whoever
 * is slow is not made slower by those who ask again. A full mailbox refuses at once with {@code
 * OVERLOADED}; a {@code Refusal} goes back to the asker; any other failure is logged and goes back
 * as {@code INTERNAL}.
 */
public abstract class Actor<C, A> extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);
    private static final int MAILBOX_SIZE = 256;
    private static final int MOST_ASKERS = 16;

    private final Address<C, A> address;
    private final Queue<Mail> mailbox = new ArrayDeque<>();
    private @Nullable MessageConsumer<Object> consumer;
    private Future<?> current = Future.succeededFuture();
    private boolean busy;
    private boolean stopped;

    protected Actor(Address<C, A> address) {
        this.address = address;
    }

    /** Handles one command. The next one waits until the returned future completes. */
    protected abstract Future<A> receive(C command);

    @Override
    public Future<?> start() throws Exception {
        MessageConsumer<Object> local = vertx.eventBus().localConsumer(address.value());
        consumer = local;
        local.handler(this::accept);
        return local.completion();
    }

    /** Takes nothing new and sends the waiting commands elsewhere; the one at work finishes. */
    @Override
    public Future<?> stop() throws Exception {
        stopped = true;
        mailbox.forEach(mail -> mail.askers().forEach(Actor::turnAway));
        mailbox.clear();
        Future<?> closed = consumer == null ? Future.succeededFuture() : consumer.unregister();
        return Future.join(closed, current.otherwiseEmpty());
    }

    /** A command, and everybody who asked for it. */
    private record Mail(Object command, List<Message<Object>> askers) {
        static Mail of(Message<Object> message) {
            return new Mail(message.body(), new ArrayList<>(List.of(message)));
        }

        boolean isRepeatedBy(Message<Object> message) {
            return askers.size() < MOST_ASKERS && command.equals(message.body());
        }
    }

    private void accept(Message<Object> message) {
        if (stopped) {
            turnAway(message);
        } else if (!busy) {
            work(Mail.of(message));
        } else if (!joins(message)) {
            if (mailbox.size() < MAILBOX_SIZE) {
                mailbox.add(Mail.of(message));
            } else {
                message.fail(ErrorCode.OVERLOADED.number(), "too much waits there already");
            }
        }
    }

    private boolean joins(Message<Object> message) {
        for (Mail mail : mailbox) {
            if (mail.isRepeatedBy(message)) {
                mail.askers().add(message);
                return true;
            }
        }
        return false;
    }

    private void work(Mail mail) {
        busy = true;
        Future<A> attempt = attempt(mail.command());
        current = attempt;
        // Always a hop: a store may answer on a thread of its own, and quick commands never nest.
        attempt.onComplete(result -> context.runOnContext(_ -> finish(mail, result)));
    }

    private void finish(Mail mail, AsyncResult<A> result) {
        mail.askers().forEach(message -> answer(message, result));
        Mail next = mailbox.poll();
        if (next == null) {
            busy = false;
        } else {
            work(next);
        }
    }

    private Future<A> attempt(Object body) {
        try {
            return receive(address.command().cast(body));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answer(Message<Object> message, AsyncResult<A> result) {
        if (result.succeeded()) {
            message.reply(result.result());
        } else if (result.cause() instanceof Refusal refusal) {
            message.fail(refusal.code().number(), refusal.getMessage());
        } else {
            String trace = UUID.randomUUID().toString();
            LOG.atError()
                    .addKeyValue("actor", address.value())
                    .addKeyValue("command", message.body().getClass().getSimpleName())
                    .addKeyValue("trace", trace)
                    .setCause(result.cause())
                    .log("command failed");
            message.fail(ErrorCode.INTERNAL.number(), "internal error, trace " + trace);
        }
    }

    private static void turnAway(Message<Object> message) {
        message.fail(ErrorCode.NOT_OWNER.number(), "it has just left");
    }
}
