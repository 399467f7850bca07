package dev.deskbus.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.actor.queue.QuietQueues;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One actor on a local Vert.x, with a clock that moves when it is told to. */
public final class Stage implements AutoCloseable {
    public static final Fence FENCE = new Fence(new Shard(1), new NodeId("n1"), 7);
    public static final AgentId ANN = new AgentId("ANN");
    public static final AgentId BOB = new AgentId("BOB");

    public final Vertx vertx = Vertx.vertx();
    public final RecordingBus bus = new RecordingBus();
    public volatile Instant now = Instant.parse("2026-01-05T12:00:00Z");

    public Stage() {
        SealedCodec.install(vertx);
    }

    /** The queues of agents, none of which is quiet. */
    public AgentQueues queues(AgentDirectory directory) {
        return new AgentQueues(directory, bus, new QuietQueues());
    }

    public <V extends VerticleBase> V deploy(V actor) {
        await(vertx.deployVerticle(actor));
        return actor;
    }

    public <C, A> Future<A> send(Address<C, A> to, C command) {
        return vertx.eventBus()
                .request(to.value(), command)
                .map(reply -> to.answer().cast(reply.body()));
    }

    public <C, A> A ask(Address<C, A> to, C command) {
        return await(send(to, command));
    }

    public <C> void askRefused(Address<C, ?> to, C command, ErrorCode code) {
        assertRefused(send(to, command), code);
    }

    public static void assertRefused(Future<?> answer, ErrorCode code) {
        Throwable cause =
                await(answer.<Throwable>transform(done -> Future.succeededFuture(done.cause())));
        assertThat(cause)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        failure -> assertThat(ErrorCode.of(failure.failureCode())).isEqualTo(code));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
