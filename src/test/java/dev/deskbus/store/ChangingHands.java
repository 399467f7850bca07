package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions that change hands, with real actors on a real database (docs/decisions/0070). */
abstract class ChangingHands {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AtomicLong NUMBERS = new AtomicLong(50_000);

    Desk desk;
    LoopBus bus;
    PgConversationViews views;
    ClientId client;
    SessionId talk;

    @BeforeAll
    static void install() {
        LoopBus.install(db);
    }

    @BeforeEach
    void open() {
        desk = new Desk(db);
        views = new PgConversationViews(db.pg(), desk.json);
        bus = new LoopBus(db, desk, Robot.IGNORANT);
        List.of("SELITE", "AE1EA", "000169", "BOSS1").forEach(ChangingHands::arrive);
        client = desk.visitor();
        talk = desk.talk(2, client, "SELITE").session();
        db.sql("delete from callback");
    }

    @AfterEach
    void end() {
        db.await(bus.end());
        db.awaitQuiet();
    }

    static void arrive(String agent) {
        db.sql(
                "update agent_presence set present = true, status = 1, node_id = 'node1'"
                        + " where agent_id = '"
                        + agent
                        + "'");
    }

    void say(String text) {
        act(
                new Say(
                        new Party.OfClient(client),
                        Text.plain(text),
                        new MessageKey(text, null),
                        null,
                        null));
    }

    SessionAnswer act(SessionCommand command) {
        return db.await(ask(talk, command));
    }

    Future<SessionAnswer> ask(SessionId session, SessionCommand command) {
        return bus.ask(Addresses.session(session), command);
    }

    QueueAnswer ask(long queue, QueueCommand command) {
        return db.await(bus.ask(Addresses.queue(new QueueId(queue)), command));
    }

    void refused(SessionCommand command, ErrorCode code) {
        refused(ask(talk, command), code);
    }

    void refused(long queue, QueueCommand command, ErrorCode code) {
        refused(bus.ask(Addresses.queue(new QueueId(queue)), command), code);
    }

    static void refused(Future<?> answer, ErrorCode code) {
        Throwable failure =
                db.await(answer.<Throwable>transform(r -> Future.succeededFuture(r.cause())));
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        reply -> assertThat(ErrorCode.of(reply.failureCode())).isEqualTo(code));
    }

    List<String> slots() {
        return desk.texts(
                "select agent_id from agent_slot where session_id is not null order by 1");
    }

    List<String> seated() {
        return desk.texts(
                "select agent_id from session_agent where left_at is null and session_id = "
                        + talk.value());
    }

    /** Kind and agents. */
    List<String> callbacks() {
        return desk.texts(
                """
                select kind || ' ' || coalesce((
                    select string_agg(a ->> 'value', ' ' order by n)
                    from jsonb_array_elements(body -> 'agents') with ordinality as x(a, n)), '')
                from callback order by n
                """);
    }

    List<String> waitingWords() {
        return bus.published.stream()
                .filter(RequestWaiting.class::isInstance)
                .map(RequestWaiting.class::cast)
                .flatMap(waiting -> waiting.messages().stream())
                .map(message -> ((Text) message).text())
                .toList();
    }

    List<SessionAssigned> assigned() {
        return bus.published.stream()
                .filter(SessionAssigned.class::isInstance)
                .map(SessionAssigned.class::cast)
                .filter(each -> each.session().equals(talk))
                .toList();
    }

    SessionView view() {
        return db.await(views.findSession(talk)).orElseThrow();
    }

    static String text(RequestId request) {
        return Long.toString(request.value());
    }

    static String text(SessionId session) {
        return Long.toString(session.value());
    }

    static RequestId number() {
        return new RequestId(NUMBERS.incrementAndGet());
    }

    static AgentId agent(String id) {
        return new AgentId(id);
    }

    static Act by(String agent) {
        return new Act(fresh(), agent(agent), Authority.PARTICIPANT);
    }

    static Act boss() {
        return new Act(fresh(), agent("BOSS1"), Authority.SUPERVISOR);
    }

    static CommandId fresh() {
        return new CommandId(UUID.randomUUID().toString());
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
