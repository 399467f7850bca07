package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.ClusteredBus;
import dev.deskbus.bus.Locator;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More commands than may wait, for an actor that takes its time to load: from asker to actor. */
class ParkingTest {
    private static final SessionId SESSION = new SessionId(96);
    private static final int COMMANDS = 300;

    private final FakeHolding holding = new FakeHolding();
    private final Promise<Void> loaded = Promise.promise();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        SealedCodec.install(vertx);
        await(
                vertx.deployVerticle(
                        new ShardHost(holding, List.of(new Factory()), Duration.ofSeconds(60))));
        holding.own(Shard.of(SESSION), 1);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void everyCommandIsAnsweredWhoeverAsks() {
        for (Bus bus : List.of(new ClusteredBus(vertx, new Elsewhere()), busHere())) {
            List<Future<Long>> asks =
                    IntStream.range(0, COMMANDS)
                            .mapToObj(n -> Talkers.say(bus, SESSION, "m" + n))
                            .toList();
            vertx.setTimer(1200, _ -> loaded.tryComplete());
            for (Future<Long> ask : new ArrayList<>(asks)) {
                assertThat(await(ask)).isEqualTo(1);
            }
        }
    }

    private Bus busHere() {
        return new ClusteredBus(vertx, holding);
    }

    /** Another node's view: everything is there. */
    private static final class Elsewhere implements Locator {
        @Override
        public NodeId node() {
            return new NodeId("elsewhere");
        }

        @Override
        public Optional<NodeId> owner(Shard shard) {
            return Optional.of(FakeHolding.HERE);
        }

        @Override
        public List<NodeId> peers() {
            return List.of(FakeHolding.HERE);
        }

        @Override
        public boolean isReached(NodeId peer) {
            return true;
        }

        @Override
        public void refreshSoon() {}
    }

    private final class Factory implements ActorFactory {
        @Override
        public String prefix() {
            return "session.";
        }

        @Override
        public Future<? extends VerticleBase> make(String id, Fence fence) {
            return loaded.future().map(_ -> new Worker());
        }
    }

    private static final class Worker extends Actor<SessionCommand, SessionAnswer> {
        Worker() {
            super(Addresses.session(SESSION));
        }

        @Override
        protected Future<SessionAnswer> receive(SessionCommand command) {
            return Future.succeededFuture(new SessionAnswer.Logged(1, Instant.EPOCH));
        }
    }
}
