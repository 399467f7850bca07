package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.PresenceStore.Colleague;
import dev.deskbus.port.PresenceStore.LoginResult;
import dev.deskbus.port.PresenceStore.LoginResult.AlreadyOnline;
import dev.deskbus.port.PresenceStore.LoginResult.LoggedIn;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgPresenceStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");
    private static final NodeId OTHER = new NodeId("node2");
    private static final Duration GRACE = Duration.ofSeconds(20);

    private Desk desk;
    private PgPresenceStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgPresenceStore(db.pg());
        db.sql("insert into node (id, host, lease_until) values ('node2', 'there', 'infinity')");
    }

    @Test
    void whoComesAnewIsOnline() {
        assertThat(logIn(false))
                .isEqualTo(new LoggedIn(new Presence(ELITE, AgentStatus.ONLINE, true, 1), false));
    }

    @Test
    void anAgentWithoutARowCanLogIn() {
        db.sql("delete from agent_presence");

        assertThat(logIn(false)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void whileOneConsoleIsThereAnotherNeedsForce() {
        logIn(false);

        assertThat(db.await(target.logIn(ELITE, OTHER, false))).isEqualTo(new AlreadyOnline());

        LoggedIn forced = (LoggedIn) db.await(target.logIn(ELITE, OTHER, true));
        assertThat(forced.presence().epoch()).isEqualTo(2);
        assertThat(forced.resumed()).isTrue();
    }

    @Test
    void aConsoleOnADeadNodeIsNotThere() {
        logIn(false);
        db.sql("update node set lease_until = clock_timestamp() where id = 'node1'");

        assertThat(db.await(target.logIn(ELITE, OTHER, false))).isInstanceOf(LoggedIn.class);
    }

    @Test
    void whoComesBackInTimeKeepsItsStatus() {
        logIn(false);
        db.await(target.setStatus(ELITE, 1, AgentStatus.BUSY));
        db.await(target.setAutoAccept(ELITE, 1, false));
        String idle = desk.text("select idle_since from agent_presence where agent_id = 'SELITE'");
        db.await(target.disconnect(ELITE, 1));

        assertThat(logIn(false))
                .isEqualTo(new LoggedIn(new Presence(ELITE, AgentStatus.BUSY, false, 2), true));
        assertThat(desk.text("select idle_since from agent_presence where agent_id = 'SELITE'"))
                .isEqualTo(idle);
    }

    @Test
    void ofTwoLoginsAtOnceOneWins() {
        List<LoginResult> results = race(false);

        assertThat(results).filteredOn(LoggedIn.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(AlreadyOnline.class::isInstance).hasSize(19);
    }

    @Test
    void ofForcedLoginsTheHighestEpochIsTheOne() {
        List<Long> epochs =
                race(true).stream().map(r -> ((LoggedIn) r).presence().epoch()).toList();

        assertThat(epochs)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> (long) i).toList());
        assertThat(db.await(target.setStatus(ELITE, 19, AgentStatus.AWAY))).isEmpty();
        assertThat(db.await(target.setAutoAccept(ELITE, 19, false))).isEmpty();
        assertThat(db.await(target.disconnect(ELITE, 19))).isFalse();
        assertThat(db.await(target.logOut(ELITE, 19))).isFalse();
        assertThat(db.await(target.setStatus(ELITE, 20, AgentStatus.AWAY)))
                .contains(new Presence(ELITE, AgentStatus.AWAY, true, 20));
    }

    @Test
    void colleaguesAreThoseOfTheTenantWhoCanBeSeen() {
        logIn(false);
        db.await(target.logIn(new AgentId("AE1EA"), Desk.NODE, false));
        db.await(target.setStatus(new AgentId("AE1EA"), 1, AgentStatus.OFFLINE));
        db.await(target.logIn(new AgentId("OTHER1"), Desk.NODE, false));
        db.await(target.logIn(new AgentId("BOSS1"), Desk.NODE, false));
        db.await(target.logOut(new AgentId("BOSS1"), 1));

        assertThat(db.await(target.findPresent(new TenantId(1))))
                .singleElement()
                .satisfies(
                        colleague -> {
                            assertThat(colleague.agent().id()).isEqualTo(ELITE);
                            assertThat(colleague.status()).isEqualTo(AgentStatus.ONLINE);
                        });
        assertThat(db.await(target.findPresent(new TenantId(2))))
                .extracting(Colleague::agent)
                .extracting(Agent::number)
                .containsExactly(21L);
    }

    @Test
    void whoLogsOutIsGoneAtOnceAndNotSwept() {
        logIn(false);

        assertThat(db.await(target.logOut(ELITE, 1))).isTrue();

        assertThat(db.await(target.sweepGone(Duration.ZERO))).isEmpty();
        assertThat(db.await(target.logOut(ELITE, 1))).isFalse();
    }

    @Test
    void whoIsGoneLongerThanTheGraceIsSweptOnce() {
        logIn(false);
        db.await(target.disconnect(ELITE, 1));

        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
        db.sql("update agent_presence set gone_at = gone_at - interval '20 seconds'");
        List<Future<List<Agent>>> sweeps =
                IntStream.range(0, 4).mapToObj(_ -> target.sweepGone(GRACE)).toList();

        assertThat(sweeps.stream().flatMap(sweep -> db.await(sweep).stream()))
                .singleElement()
                .satisfies(agent -> assertThat(agent.id()).isEqualTo(ELITE));
        assertThat(db.await(target.setStatus(ELITE, 1, AgentStatus.ONLINE))).isEmpty();
    }

    @Test
    void theAgentsOfASilentNodeAreSweptAfterTheGrace() {
        logIn(false);

        db.sql("update node set lease_until = clock_timestamp() - interval '19 seconds'");
        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
        db.sql("update node set lease_until = clock_timestamp() - interval '20 seconds'");
        assertThat(db.await(target.sweepGone(GRACE))).hasSize(1);
        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
    }

    @Test
    void theAgentsOfANodeThatLeftTheListHaveTheirGraceToo() {
        logIn(false);
        db.sql("delete from node where id = 'node1'");

        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
        assertThat(
                        desk.text(
                                "select gone_at is not null from agent_presence where agent_id = 'SELITE'"))
                .isEqualTo("true");
        db.sql("update agent_presence set gone_at = gone_at - interval '20 seconds'");
        assertThat(db.await(target.sweepGone(GRACE))).hasSize(1);
    }

    private LoginResult logIn(boolean force) {
        return db.await(target.logIn(ELITE, Desk.NODE, force));
    }

    private List<LoginResult> race(boolean force) {
        List<Future<LoginResult>> logins =
                IntStream.range(0, 20)
                        .mapToObj(i -> target.logIn(ELITE, i % 2 == 0 ? Desk.NODE : OTHER, force))
                        .toList();
        return logins.stream().map(db::await).toList();
    }
}
