package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Robots and dedicated agents take no slots (decisions R3, V2-38). */
class AtOnceIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
    }

    @Test
    void aRobotServesAnyNumberWithoutASlot() {
        for (int i = 0; i < 7; i++) {
            assertThat(desk.talk(3, desk.visitor(), "BOT001")).isNotNull();
        }
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
        assertThat(desk.count("chat_session where kind = 'ROBOT' and state = 'Open'")).isEqualTo(7);
    }

    @Test
    void ofARequestThatIsGivenAtOnceOnlyTheTalkIsTold() {
        Assigned talk = desk.talk(3, desk.visitor(), "BOT001");

        List<Callback> told =
                desk.texts("select body::text from callback order by n").stream()
                        .map(body -> desk.json.read(body, Callback.class))
                        .toList();

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        Callback.SessionStarted.class,
                        started -> {
                            assertThat(started.session()).isEqualTo(talk.session());
                            assertThat(started.agent()).isEqualTo(new AgentId("BOT001"));
                        });
    }

    @Test
    void wordsThatWaitedForTheRobotAreLookedAtSoon() {
        Waiting waiting = desk.someone(3);
        desk.say(3, waiting, "a", "在吗");

        db.await(desk.assign(3, waiting, "BOT001"));

        assertThat(
                        desk.text(
                                "select extract(epoch from look_at - opened_at)::int"
                                        + " from chat_session"))
                .isEqualTo("30");
    }

    @Test
    void aRobotThatIsGoneServesNobody() {
        db.sql("update agent set enabled = false where id = 'BOT001'");
        assertThat(db.await(desk.assign(3, desk.someone(3), "BOT001")))
                .isInstanceOf(Assigning.AgentFull.class);
        assertThat(db.await(desk.queues.loadAgents(new QueueId(3)))).isEmpty();
    }

    @Test
    void robotsServeRobotQueuesAndPeopleTheOthers() {
        db.sql("insert into queue_agent values (3, 'SELITE'), (1, 'BOT001')");
        assertThat(members(3)).containsExactly("BOT001");
        assertThat(members(1)).doesNotContain("BOT001").contains("SELITE");
    }

    @Test
    void whoIsGivenAClientWithoutAnOwnerBecomesItsOwner() {
        ClientId client = desk.visitor();
        desk.talk(4, client, "AE1EA");
        assertThat(known(client)).isEqualTo(new Known(new AgentId("AE1EA"), null));
        assertThat(desk.text("select look_at from chat_session")).isEqualTo("null");
    }

    @Test
    void anOwnerStaysUnlessItIsGone() {
        ClientId client = desk.visitor();
        db.sql("update client set owner_agent = 'SELITE' where id = '" + client + "'");
        desk.talk(4, client, "AE1EA");
        assertThat(known(client).owner()).isEqualTo(new AgentId("SELITE"));

        db.sql(
                """
                update agent set enabled = false where id = 'SELITE';
                update chat_session set state = 'Closed';
                """);
        assertThat(known(client).owner()).isNull();
        desk.talk(4, client, "AE1EA");
        assertThat(known(client).owner()).isEqualTo(new AgentId("AE1EA"));
    }

    @Test
    void inADedicatedQueueTheLoadHasTheDedicatedSessionsToo() {
        desk.talk(4, desk.visitor(), "AE1EA");
        desk.talk(4, desk.visitor(), "AE1EA");
        desk.talk(1, desk.visitor(), "AE1EA");
        assertThat(load(4, "AE1EA")).isEqualTo(3);
        assertThat(load(1, "AE1EA")).isEqualTo(1);
    }

    @Test
    void whomAClientTalkedToLastIsKnownForSoManyDays() {
        ClientId client = desk.visitor();
        desk.talk(1, client, "AE1EA");
        db.sql("update chat_session set state = 'Closed'");
        desk.talk(1, client, "SELITE");
        assertThat(known(client)).isEqualTo(new Known(null, new AgentId("SELITE")));

        db.sql("update chat_session set opened_at = opened_at - interval '8 days'");
        assertThat(known(client)).isEqualTo(Known.NOTHING);
    }

    @Test
    void aRobotIsNobodyToBeRemembered() {
        ClientId client = desk.visitor();
        desk.talk(3, client, "BOT001");
        assertThat(known(client)).isEqualTo(Known.NOTHING);
        assertThat(db.await(desk.queues.meet(client, 0)).known().last()).isNull();
    }

    private Known known(ClientId client) {
        return db.await(desk.queues.meet(client, 7)).known();
    }

    private List<String> members(long queue) {
        return db.await(desk.queues.loadAgents(new QueueId(queue))).stream()
                .map(view -> view.id().value())
                .toList();
    }

    private int load(long queue, String agent) {
        return db.await(desk.queues.loadAgents(new QueueId(queue))).stream()
                .filter(view -> view.id().value().equals(agent))
                .mapToInt(AgentView::load)
                .sum();
    }
}
