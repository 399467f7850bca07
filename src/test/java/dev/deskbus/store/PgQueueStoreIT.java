package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.Choice;
import dev.deskbus.domain.queue.QueueEvent.OfferEnded;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestOffered;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.Fence;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgQueueStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final QueueId ONE = new QueueId(1);
    private static final AgentId ELITE = new AgentId("SELITE");
    private static final AgentId LORI = new AgentId("AE1EA");

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
    }

    @Test
    void aLineComesBackAsItWasWritten() {
        Waiting first = desk.waiting(desk.visitor());
        Waiting second =
                new Waiting(
                        new RequestId(1000),
                        new RequestOrigin(
                                desk.visitor(),
                                new TokenKey("ab"),
                                null,
                                "b",
                                null,
                                null,
                                null,
                                null),
                        3,
                        77,
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        null,
                        null,
                        Set.of(),
                        Set.of(),
                        null,
                        Set.of());
        db.await(desk.enqueue(1, first));
        db.await(desk.enqueue(1, second));

        QueueState state = db.await(desk.queues.load(ONE)).orElseThrow();

        assertThat(state.line()).extracting(Waiting::id).containsExactly(second.id(), first.id());
        assertThat(state.line().getFirst().origin()).isEqualTo(second.origin());
        assertThat(state.line().getLast().origin()).isEqualTo(first.origin());
        assertThat(state.line().getLast().since()).isEqualTo(first.since());
        assertThat(state.line().getLast().expiresAt())
                .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
        assertThat(state.lastOrder()).isEqualTo(77);
        assertThat(state.lastAssigned()).isNull();
        assertThat(state.agents()).containsOnlyKeys(ELITE, LORI, new AgentId("000169"));
        assertThat(state.rules().name()).isEqualTo("售前");
        assertThat(db.await(desk.queues.load(new QueueId(99)))).isEmpty();
    }

    @Test
    void whoWasGivenTheLastRequestIsRemembered() {
        db.await(desk.assign(1, desk.someone(1), "AE1EA"));
        db.await(desk.assign(1, desk.someone(1), "SELITE"));

        QueueState state = db.await(desk.queues.load(ONE)).orElseThrow();

        assertThat(state.lastAssigned()).isEqualTo(ELITE);
        assertThat(state.agents().get(ELITE).load()).isEqualTo(1);
    }

    @Test
    void anAgentIsConnectedWhileItsNodeIsAlive() {
        db.sql(
                """
                insert into node (id, host, lease_until) values ('dead', 'x', '2020-01-01');
                update agent_presence set present = true, status = 1, node_id = 'node1'
                where agent_id = 'SELITE';
                update agent_presence set present = true, status = 1, node_id = 'dead'
                where agent_id = 'AE1EA';
                update agent set enabled = false where id = '000169';
                """);

        var agents = db.await(desk.queues.load(ONE)).orElseThrow().agents();

        assertThat(agents).containsOnlyKeys(ELITE, LORI);
        assertThat(agents.get(ELITE).isRoutable()).isTrue();
        assertThat(agents.get(LORI).present()).isTrue();
        assertThat(agents.get(LORI).connected()).isFalse();
    }

    @Test
    void queuesWithSomebodyWaitingAreFound() {
        desk.someone(1);
        desk.someone(6);

        assertThat(db.await(desk.queues.findBusy(List.of(Shard.of(ONE))))).contains(ONE);
        assertThat(db.await(desk.queues.findBusy(List.of()))).isEmpty();
    }

    @Test
    void theSameCommandJoinsOnce() {
        Waiting waiting = desk.waiting(desk.visitor());
        CommandId command = desk.command();
        var rules = desk.rules(1);

        Enqueuing first = db.await(desk.queues.enqueue(Desk.fence(ONE), command, rules, waiting));
        Enqueuing second =
                db.await(
                        desk.queues.enqueue(
                                Desk.fence(ONE),
                                command,
                                rules,
                                desk.waiting(waiting.origin().client())));

        assertThat(first).isEqualTo(new Enqueuing.Stored());
        assertThat(second).isEqualTo(new Enqueuing.Repeated(waiting.id()));
        assertThat(desk.count("chat_request")).isEqualTo(1);
    }

    @Test
    void whoWaitsElsewhereIsToldWhereItStands() {
        desk.someone(2);
        Waiting waiting = desk.someone(2);

        Enqueuing again = db.await(desk.enqueue(1, desk.waiting(waiting.origin().client())));

        assertThat(again).isEqualTo(new Enqueuing.AlreadyWaiting(waiting.id(), 2));
    }

    @Test
    void whoTalksDoesNotWait() {
        Waiting waiting = desk.someone(1);
        Assigned talk = (Assigned) db.await(desk.assign(1, waiting, "SELITE"));

        Enqueuing again = db.await(desk.enqueue(2, desk.waiting(waiting.origin().client())));

        assertThat(again)
                .isEqualTo(new Enqueuing.AlreadyTalking(talk.session(), SessionKind.HUMAN));
        assertThat(desk.count("chat_request where status = 'WAITING'")).isZero();
    }

    @Test
    void whoIsGivenToAnAgentWhileItAsksAgainDoesNotWait() throws Exception {
        Waiting waiting = desk.someone(1);
        ClientId client = waiting.origin().client();
        Future<Enqueuing> again;
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    """
                    update chat_request set status = 'ACCEPTED' where id = %1$d;
                    insert into chat_session (id, tenant_id, queue_id, kind, client_id, request_id, shard,
                                              state)
                    values (500, 1, 1, 'HUMAN', '%2$s', %1$d, 0, 'Open');
                    """
                            .formatted(waiting.id().value(), client.value()));
            again = desk.enqueue(2, desk.waiting(client));
            Locks.await(other, 1);
            other.commit();
        }

        assertThat(db.await(again)).isInstanceOf(Enqueuing.AlreadyTalking.class);
        assertThat(desk.count("chat_request where status = 'WAITING'")).isZero();
    }

    @Test
    void ofTwentyRequestsAtOnceOneWaits() {
        ClientId client = desk.visitor();

        List<Future<Enqueuing>> asked =
                IntStream.range(0, 20)
                        .mapToObj(i -> desk.waiting(client))
                        .map(waiting -> desk.enqueue(1 + waiting.order() % 2, waiting))
                        .toList();

        assertThat(asked.stream().map(db::await))
                .containsOnlyOnce(new Enqueuing.Stored())
                .allMatch(
                        result ->
                                result instanceof Enqueuing.Stored
                                        || result instanceof Enqueuing.AlreadyWaiting(_, var rank)
                                                && rank == 1);
        assertThat(desk.count("chat_request")).isEqualTo(1);
    }

    @Test
    void anOfferThatEndsIsRememberedUntilTheNextRound() {
        Waiting waiting = desk.someone(1);
        Offer offer = new Offer(9, ELITE, Instant.parse("2030-01-01T00:00:00Z"));
        var offered =
                new RequestOffered(
                        waiting.id(), offer, new Choice(List.of(ELITE, LORI), "longest-idle"));

        assertThat(db.await(desk.queues.offer(Desk.fence(ONE), offered))).isEqualTo(Written.STORED);
        assertThat(line().offer()).isEqualTo(offer);
        assertThat(endOffer(waiting, LORI, OfferEnded.REFUSED)).isEqualTo(Written.CONFLICT);
        assertThat(endOffer(waiting, ELITE, OfferEnded.REFUSED)).isEqualTo(Written.STORED);
        assertThat(line().offer()).isNull();
        assertThat(line().passedBy()).containsExactly(ELITE);

        db.await(desk.queues.offer(Desk.fence(ONE), offered));
        assertThat(line().passedBy()).isEmpty();
        endOffer(waiting, ELITE, OfferEnded.LEFT);
        assertThat(line().passedBy()).isEmpty();
    }

    @Test
    void anEndIsToldToTheThirdParty() {
        Waiting waiting = desk.someone(1);
        var ended = new RequestEnded(waiting.id(), RequestStatus.CANCELED_BY_CLIENT);

        assertThat(end(ended, status(waiting, 1), status(waiting, 2))).isEqualTo(Written.STORED);
        assertThat(end(ended, status(waiting, 3))).isEqualTo(Written.CONFLICT);

        assertThat(desk.texts("select body->>'position' from callback order by n"))
                .containsExactly("1", "2");
        assertThat(desk.texts("select distinct kind from callback"))
                .containsExactly("RequestStatusChanged");
        assertThat(db.await(desk.queues.findRequest(waiting.id())))
                .contains(
                        new RequestView(
                                waiting.id(),
                                waiting.origin().client(),
                                ONE,
                                RequestStatus.CANCELED_BY_CLIENT,
                                0,
                                null,
                                null));
    }

    @Test
    void aTimeOutIsOneByTheClockOfTheDatabaseAlone() {
        Waiting waiting = desk.someone(1);
        var ended = new RequestEnded(waiting.id(), RequestStatus.TIMEOUT);

        assertThat(end(ended)).isEqualTo(Written.CONFLICT);
        db.sql("update chat_request set expires_at = clock_timestamp()");
        assertThat(end(ended)).isEqualTo(Written.STORED);
    }

    @Test
    void whatIsOverCanBeReadForADay() {
        Waiting waiting = desk.someone(1);
        end(new RequestEnded(waiting.id(), RequestStatus.DROPPED));

        db.sql("update chat_request set ended_at = ended_at - interval '23 hours 59 minutes'");
        assertThat(db.await(desk.queues.findRequest(waiting.id()))).isPresent();
        db.sql("update chat_request set ended_at = ended_at - interval '1 minute'");
        assertThat(db.await(desk.queues.findRequest(waiting.id()))).isEmpty();
    }

    @Test
    void positionsAreTold() {
        Waiting waiting = desk.someone(1);

        assertThat(db.await(desk.queues.tell(Desk.fence(ONE), List.of(status(waiting, 4)))))
                .isEqualTo(Written.STORED);

        assertThat(desk.text("select lane from callback"))
                .isEqualTo(waiting.origin().client().value());
        assertThat(db.await(desk.queues.tell(Desk.fence(ONE), List.of())))
                .isEqualTo(Written.STORED);
    }

    @Test
    void whoWasReplacedWritesNothing() {
        Waiting waiting = desk.someone(1);
        db.await(desk.queues.offer(Desk.fence(ONE), offered(waiting, 9, ELITE)));
        String before = everything();
        Fence stale = Desk.stale(ONE);
        var message =
                new PreMessageAdded(
                        waiting.id(),
                        Message.Text.plain("x"),
                        new MessageKey("x", null),
                        null,
                        null);
        var over = new OfferEnded(waiting.id(), ELITE, OfferEnded.REFUSED);
        var ended = new RequestEnded(waiting.id(), RequestStatus.DROPPED);
        var told = List.of(status(waiting, 1));

        assertThat(
                        Stream.of(
                                        desk.queues.addPreMessage(stale, message),
                                        desk.queues.offer(stale, offered(waiting, 10, LORI)),
                                        desk.queues.endOffer(stale, over),
                                        desk.queues.end(stale, ended, told),
                                        desk.queues.tell(stale, told))
                                .map(db::await))
                .containsOnly(Written.FENCED);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whoWasReplacedLetsNobodyJoin() {
        Future<Enqueuing> asked =
                desk.queues.enqueue(
                        Desk.stale(ONE),
                        desk.command(),
                        desk.rules(1),
                        desk.waiting(desk.visitor()));

        assertThat(db.await(asked)).isEqualTo(new Enqueuing.Fenced());
        assertThat(desk.count("chat_request")).isZero();
    }

    private static RequestOffered offered(Waiting waiting, long number, AgentId agent) {
        return new RequestOffered(
                waiting.id(),
                new Offer(number, agent, Instant.EPOCH),
                new Choice(List.of(agent), "longest-idle"));
    }

    private String everything() {
        return desk.text(
                """
                select jsonb_build_array(
                    (select jsonb_agg(r order by r.id) from chat_request r),
                    (select jsonb_agg(m) from request_message m),
                    (select jsonb_agg(c) from callback c))::text
                """);
    }

    private Waiting line() {
        return db.await(desk.queues.load(ONE)).orElseThrow().line().getFirst();
    }

    private Written endOffer(Waiting waiting, AgentId agent, String why) {
        return db.await(
                desk.queues.endOffer(Desk.fence(ONE), new OfferEnded(waiting.id(), agent, why)));
    }

    private Written end(RequestEnded event, OutboxEntry... callbacks) {
        return db.await(desk.queues.end(Desk.fence(ONE), event, List.of(callbacks)));
    }

    private static OutboxEntry status(Waiting waiting, int position) {
        return new OutboxEntry(
                Desk.TARGET,
                new Callback.RequestStatusChanged(
                        waiting.origin().client(),
                        waiting.id(),
                        RequestStatus.WAITING,
                        position,
                        null));
    }
}
