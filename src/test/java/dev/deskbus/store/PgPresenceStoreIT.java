package dev.deskbus.store;

import static dev.deskbus.domain.agent.AgentStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
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

        assertThat(db.await(target.logIn(ELITE, ConsoleKind.KF, OTHER, false)))
                .isEqualTo(new AlreadyOnline());

        LoggedIn forced = (LoggedIn) db.await(target.logIn(ELITE, ConsoleKind.KF, OTHER, true));
        assertThat(forced.presence().epoch()).isEqualTo(2);
        assertThat(forced.resumed()).isTrue();
    }

    @Test
    void aConsoleOnADeadNodeIsNotThere() {
        logIn(false);
        db.sql("update node set lease_until = clock_timestamp() where id = 'node1'");

        assertThat(db.await(target.logIn(ELITE, ConsoleKind.KF, OTHER, false)))
                .isInstanceOf(LoggedIn.class);
    }

    @Test
    void whoComesBackInTimeKeepsItsStatus() {
        logIn(false);
        db.await(target.setStatus(kf(ELITE, 1), AgentStatus.BUSY));
        db.await(target.setAutoAccept(kf(ELITE, 1), false));
        String idle = desk.text("select idle_since from agent_presence where agent_id = 'SELITE'");
        db.await(target.disconnect(kf(ELITE, 1)));

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
        assertThat(db.await(target.setStatus(kf(ELITE, 19), AgentStatus.AWAY))).isEmpty();
        assertThat(db.await(target.setAutoAccept(kf(ELITE, 19), false))).isEmpty();
        assertThat(db.await(target.disconnect(kf(ELITE, 19)))).isFalse();
        assertThat(db.await(target.logOut(kf(ELITE, 19)))).isFalse();
        assertThat(db.await(target.setStatus(kf(ELITE, 20), AgentStatus.AWAY)))
                .contains(new Presence(ELITE, AgentStatus.AWAY, true, 20));
    }

    @Test
    void colleaguesAreThoseOfTheTenantWhoCanBeSeen() {
        logIn(false);
        db.await(target.logIn(new AgentId("AE1EA"), ConsoleKind.KF, Desk.NODE, false));
        db.await(target.setStatus(kf(new AgentId("AE1EA"), 1), AgentStatus.OFFLINE));
        db.await(target.logIn(new AgentId("OTHER1"), ConsoleKind.KF, Desk.NODE, false));
        db.await(target.logIn(new AgentId("BOSS1"), ConsoleKind.KF, Desk.NODE, false));
        db.await(target.logOut(kf(new AgentId("BOSS1"), 1)));

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

        assertThat(db.await(target.logOut(kf(ELITE, 1)))).isTrue();

        assertThat(db.await(target.sweepGone(Duration.ZERO))).isEmpty();
        assertThat(db.await(target.logOut(kf(ELITE, 1)))).isFalse();
    }

    @Test
    void whoIsGoneLongerThanTheGraceIsSweptOnce() {
        logIn(false);
        db.await(target.disconnect(kf(ELITE, 1)));

        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
        db.sql("update agent_presence set gone_at = gone_at - interval '20 seconds'");
        List<Future<List<Agent>>> sweeps =
                IntStream.range(0, 4).mapToObj(_ -> target.sweepGone(GRACE)).toList();

        assertThat(sweeps.stream().flatMap(sweep -> db.await(sweep).stream()))
                .singleElement()
                .satisfies(agent -> assertThat(agent.id()).isEqualTo(ELITE));
        assertThat(db.await(target.setStatus(kf(ELITE, 1), AgentStatus.ONLINE))).isEmpty();
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

    @Test
    void consolesOfOtherKindsStandBesideEachOther() {
        logIn(false);
        LoggedIn admin = (LoggedIn) db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, false));
        assertThat(admin).isEqualTo(new LoggedIn(new Presence(ELITE, ONLINE, true, 1), true));
        assertThat(db.await(target.setStatus(kf(ELITE, 1), AgentStatus.BUSY))).isPresent();
        assertThat(db.await(target.setStatus(admin(1), AgentStatus.AWAY)))
                .contains(new Presence(ELITE, AgentStatus.AWAY, true, 1));
        db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, true));
        assertThat(db.await(target.setStatus(kf(ELITE, 1), ONLINE))).isPresent();
        assertThat(db.await(target.setStatus(admin(1), ONLINE))).isEmpty();
    }

    @Test
    void anAgentIsThereWhileAnyConsoleIs() {
        logIn(false);
        db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, false));

        assertThat(db.await(target.disconnect(kf(ELITE, 1)))).isTrue();
        assertThat(db.await(target.sweepGone(Duration.ZERO))).isEmpty();
        assertThat(isConnected()).isTrue();
        assertThat(db.await(target.logOut(admin(1)))).as("no other console is there").isTrue();
        assertThat(db.await(target.findPresent(new TenantId(1)))).isEmpty();
    }

    @Test
    void whoLogsOutAtOneConsoleStaysAtTheOther() {
        logIn(false);
        db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, false));
        assertThat(db.await(target.logOut(kf(ELITE, 1)))).isFalse();
        assertThat(isConnected()).isTrue();
        assertThat(db.await(target.findPresent(new TenantId(1)))).hasSize(1);
    }

    @Test
    void theNodeOfOneConsoleDiesAndTheOtherGoesOn() {
        logIn(false);
        db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, false));
        db.sql("update node set lease_until = '2000-01-01Z' where id = 'node2'");
        assertThat(isConnected()).isFalse();
        assertThat(db.await(target.sweepGone(Duration.ZERO))).isEmpty();
        assertThat(isConnected()).isTrue();
    }

    /** Each takes the other for there. */
    @Test
    void twoConsolesThatGoAtTheSameMomentAreMissed() {
        logIn(false);
        db.await(target.logIn(ELITE, ConsoleKind.ADMIN, OTHER, false));
        db.sql("update agent_console set node_id = null");
        assertThat(db.await(target.sweepGone(GRACE))).isEmpty();
        assertThat(isConnected()).isFalse();
        assertThat(db.await(target.sweepGone(Duration.ZERO))).hasSize(1);
    }

    @Test
    void whoIsPausedIsGivenNothingAndWhoComesAnewIsNotPaused() {
        logIn(false);
        assertThat(db.await(target.setPaused(kf(ELITE, 1), true)))
                .contains(new Presence(ELITE, ONLINE, true, 1, true));
        assertThat(routable()).isFalse();
        assertThat(db.await(target.findPresent(new TenantId(1))))
                .extracting(Colleague::status)
                .containsExactly(ONLINE);
        db.await(target.disconnect(kf(ELITE, 1)));
        assertThat(((LoggedIn) logIn(false)).presence().paused()).isTrue();
        db.await(target.setPaused(kf(ELITE, 2), false));
        assertThat(routable()).isTrue();
        db.await(target.setPaused(kf(ELITE, 2), true));
        db.await(target.logOut(kf(ELITE, 2)));
        assertThat(((LoggedIn) logIn(false)).presence().paused()).isFalse();
    }

    @Test
    void noMoreAreBusyAtOnceThanTheTenantAllows() {
        db.sql("update tenant set max_busy = 2 where id = 1");
        List<AgentId> all =
                List.of(ELITE, new AgentId("AE1EA"), new AgentId("000169"), new AgentId("BOSS1"));
        all.forEach(each -> db.await(target.logIn(each, ConsoleKind.KF, Desk.NODE, false)));

        List<Future<Object>> busy =
                all.stream()
                        .map(
                                each ->
                                        target.setStatus(kf(each, 1), AgentStatus.BUSY)
                                                .<Object>map(set -> set)
                                                .otherwise(failure -> failure))
                        .toList();

        assertThat(busy.stream().map(db::await).toList())
                .filteredOn(Refusal.class::isInstance)
                .hasSize(2);
        assertThat(desk.count("agent_presence where status = 2")).isEqualTo(2);
    }

    @Test
    void aSupervisorForcesAStatusAndThatIsInTheAudit() {
        logIn(false);
        AgentId boss = new AgentId("BOSS1");
        assertThat(db.await(target.forceStatus(ELITE, new AgentId("AE1EA"), AgentStatus.AWAY)))
                .as("no supervisor")
                .isEmpty();
        assertThat(db.await(target.forceStatus(new AgentId("OTHER1"), boss, AgentStatus.AWAY)))
                .isEmpty();
        assertThat(db.await(target.forceStatus(ELITE, boss, AgentStatus.AWAY)))
                .get()
                .extracting(Agent::id)
                .isEqualTo(ELITE);
        assertThat(desk.text("select status from agent_presence where agent_id = 'SELITE'"))
                .isEqualTo("3");
        assertThat(desk.texts("select actor || ' ' || act || ' ' || detail from audit"))
                .containsExactly(
                        "agent:BOSS1 status forced {\"agent\": \"SELITE\", \"status\": 3}");
    }

    private boolean isConnected() {
        return agent().connected();
    }

    private boolean routable() {
        return agent().isRoutable();
    }

    private AgentView agent() {
        return db.await(desk.queues.loadAgents(new QueueId(1))).stream()
                .filter(view -> view.id().equals(ELITE))
                .findFirst()
                .orElseThrow();
    }

    private static ConsoleKey kf(AgentId agent, long epoch) {
        return new ConsoleKey(agent, ConsoleKind.KF, epoch);
    }

    private static ConsoleKey admin(long epoch) {
        return new ConsoleKey(ELITE, ConsoleKind.ADMIN, epoch);
    }

    private LoginResult logIn(boolean force) {
        return db.await(target.logIn(ELITE, ConsoleKind.KF, Desk.NODE, force));
    }

    private List<LoginResult> race(boolean force) {
        List<Future<LoginResult>> logins =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        target.logIn(
                                                ELITE,
                                                ConsoleKind.KF,
                                                i % 2 == 0 ? Desk.NODE : OTHER,
                                                force))
                        .toList();
        return logins.stream().map(db::await).toList();
    }
}
