package dev.deskbus.cluster;

import static dev.deskbus.cluster.Talkers.say;
import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.FreePorts;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.NodeStore;
import dev.deskbus.store.EmbeddedPostgres;
import dev.deskbus.store.Migrations;
import dev.deskbus.store.Pg;
import dev.deskbus.store.PgNodeStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in one process, with ownership and logs in a real database. */
class ClusterPgIT {
    private static final int SESSIONS = 40;

    @TempDir private Path directory;
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Integer> ports = TestNode.freePorts(3);
    private Vertx vertx;
    private EmbeddedPostgres postgres;
    private NodeStore store;
    private Ledger ledger;

    @BeforeEach
    void startTwoNodes() throws Exception {
        vertx = Vertx.vertx();
        postgres = EmbeddedPostgres.start(directory, FreePorts.next());
        await(Migrations.apply(vertx, postgres.address()));
        store = new PgNodeStore(Pg.open(vertx, postgres.address(), 4));
        ledger = new Ledger(new PgLog(postgres.address()));
        start();
        start();
        awaitOwned(2);
    }

    @AfterEach
    void stop() throws Exception {
        await(Future.join(nodes.stream().map(node -> node.vertx().close()).toList()));
        await(vertx.close());
        postgres.close();
    }

    @Test
    void aNodeComesAndAnotherGoesWhileEverybodyTalks() {
        Talkers talkers = talkers();
        talkers.begin();
        start();
        talkers.awaitAnswers(200);
        await(nodes.get(0).lease().leave());
        talkers.awaitAnswers(200);
        talkers.end();
        awaitOwned(2);
        talkers.assertAllAnsweredAndEachWrittenOnce();
    }

    @Test
    void aKilledNodeIsReplacedWhileEverybodyTalks() {
        TestNode killed = nodes.get(1);
        TestNode left = nodes.get(0);
        for (long n = 1; n <= SESSIONS; n++) {
            await(say(left.bus(), new SessionId(n), "before"));
        }
        Talkers talkers = new Talkers(ledger, SESSIONS, left.bus());
        talkers.begin();
        killed.die();
        Until.isTrue(Duration.ofSeconds(10), () -> left.lease().fences().size() == Shard.COUNT);
        talkers.awaitAnswers(200);
        talkers.end();
        talkers.assertNoneFailed();
        for (long n = 1; n <= SESSIONS; n++) {
            assertThat(ledger.log(new SessionId(n)))
                    .startsWith("before", "m0")
                    .doesNotHaveDuplicates();
        }
    }

    private Talkers talkers() {
        return new Talkers(ledger, SESSIONS, nodes.get(0).bus(), nodes.get(1).bus());
    }

    private void start() {
        TestNode node = TestNode.start(nodes.size(), ports, store, ledger.factory());
        nodes.add(node);
        await(node.lease().join());
    }

    private void awaitOwned(int owners) {
        Until.isTrue(
                Duration.ofSeconds(60),
                () -> {
                    List<Integer> shares =
                            nodes.stream()
                                    .map(node -> node.lease().fences().size())
                                    .filter(n -> n > 0)
                                    .toList();
                    return shares.size() >= owners
                            && shares.stream().mapToInt(n -> n).sum() == Shard.COUNT;
                });
    }
}
