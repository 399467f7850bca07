package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.asked;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.request;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.RecordingBus.Sent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueFixture;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.visitor.VisitorEvent.RequestChanged;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a queue shows to consoles, tells other queues, and has third parties told. */
class QueueAnnouncementsTest extends QueueScene {
    private static final QueueId ONE = new QueueId(1);
    private static final ClientId LORI = new ClientId("lori");
    private static final Client LORIS = FakeViews.named(LORI);

    @Test
    void whereAgentsPickEverybodySeesWhoWaits() {
        begin(PULL, auto(ANN, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(stage.bus.drain()).containsExactly(toAll());
        assertThat(askAndSettle(add(101, "lori", "k1"))).isEqualTo(new Done());
        askAndSettle(add(101, "lori", "k1"));
        assertThat(stage.bus.drain()).containsExactly(toAll(HI));
        askAndSettle(new Tick());
        assertThat(stage.bus.sent(RequestWaiting.class)).isEmpty();
    }

    @Test
    void theNextOwnerOfALineDoesNotCountWordsThatItDoesNotKnow() {
        begin(waiting(1, PULL));
        settle();
        askAndSettle(add(1, "c1", "k1"));

        assertThat(stage.bus.sent(RequestWaiting.class))
                .extracting(each -> each.said() + " " + each.messages().size())
                .containsExactly("0 0", "0 1");
    }

    @Test
    void anOfferIsShownToTheAgentThatIsAskedWithAllThatWasSaid() {
        begin(AUTOMATIC, asked(ANN, 0, 1, 90), asked(BOB, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(stage.bus.drain()).containsExactly(offered(ANN, 102, 0));
        askAndSettle(add(101, "lori", "k1"));
        assertThat(stage.bus.drain()).containsExactly(offered(ANN, 102, 1, HI));
        askAndSettle(new Refuse(request(101), ANN));
        assertThat(stage.bus.drain()).containsExactly(offered(BOB, 103, 1, HI));
        stage.later(31);
        askAndSettle(new Tick());
        assertThat(stage.bus.drain()).contains(offered(ANN, 104, 1));
    }

    @Test
    void whatIsKeptForOneAgentIsShownToThatOneThenToAll() {
        begin(PULL, auto(ANN, 0, 1, 9), auto(BOB, 0, 1, 9));
        askAndSettle(QueueFixture.asking("lori", BOB));
        assertThat(stage.bus.drain()).containsExactly(offered(BOB, 0, 0));
        stage.later(30);
        askAndSettle(new Tick());
        assertThat(stage.bus.drain()).contains(toAll());
    }

    @Test
    void whatNobodyCanBeGivenIsShownToAll() {
        begin(AUTOMATIC, auto(ANN, 1, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(stage.bus.drain()).containsExactly(toAll());
    }

    @Test
    void anAssignmentIsShownToItsAgentAndToTheOthers() {
        store.preMessages = List.of(HI);
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        var assigned =
                new SessionAssigned(
                        new SessionId(1001),
                        LORIS,
                        ANN,
                        List.of(HI),
                        2,
                        FakeQueueStore.ASSIGNED_AT,
                        List.of());
        assertThat(stage.bus.drain())
                .containsExactly(
                        new Sent("agent.ANN", assigned),
                        new Sent("event.queue.1", new RequestGone(ONE, request(101), LORIS, ANN)),
                        new Sent("client.lori", new RequestChanged(request(101))),
                        new Sent("callback.wake", new Wake(LORI)),
                        new Sent("queue.2", new AgentTouched(ANN)));
    }

    @Test
    void nothingIsShownWhenNothingWasStored() {
        begin(waiting(1, PULL));
        settle();
        stage.bus.drain();
        store.prepare("end", Future.failedFuture(down()));
        store.stored = Optional.of(waiting(1, PULL));
        stage.askRefused(QUEUE, cancel(1, "c1"), ErrorCode.UNAVAILABLE);
        settle();
        assertThat(stage.bus.sent()).isEmpty();
    }

    @Test
    void whoIsGoneAfterARereadIsShownAsGone() {
        begin(waiting(2, PULL));
        settle();
        stage.bus.drain();
        store.prepare("end", Future.failedFuture(down()));
        store.stored = Optional.of(waiting(1, PULL));
        stage.askRefused(QUEUE, cancel(2, "c2"), ErrorCode.UNAVAILABLE);
        settle();
        assertThat(stage.bus.sent(RequestGone.class))
                .containsExactly(
                        new RequestGone(
                                ONE, request(2), FakeViews.named(new ClientId("c2")), null));
    }

    @Test
    void withoutItsNameAClientIsShownAllTheSame() {
        views.isDown = true;
        begin(PULL);
        askAndSettle(enqueue("lori"));
        views.isDown = false;
        askAndSettle(enqueue("nobody"));
        assertThat(stage.bus.sent(RequestWaiting.class))
                .extracting(RequestWaiting::client)
                .containsExactly(
                        FakeViews.unnamed(LORI), FakeViews.unnamed(new ClientId("nobody")));
    }

    @Test
    void theEndOfWaitingIsShownAndTold() {
        begin(PULL);
        askAndSettle(enqueue("lori"));
        stage.bus.drain();
        stage.later(300);
        askAndSettle(new Tick());
        assertThat(stage.bus.drain())
                .containsExactly(
                        new Sent("event.queue.1", new RequestGone(ONE, request(101), LORIS, null)),
                        new Sent("client.lori", new RequestChanged(request(101))),
                        new Sent("callback.wake", new Wake(LORI)));
        assertThat(store.callbacks).containsExactly(status(101, "lori", RequestStatus.TIMEOUT, 0));
    }

    @Test
    void aPlaceIsToldWhenItChangesAndNotTooOften() {
        begin(PULL);
        for (String client : List.of("a", "b", "c")) {
            askAndSettle(enqueue(client));
        }
        askAndSettle(new Tick());
        assertThat(store.callbacks).isEmpty();

        ask(cancel(101, "a"));
        askAndSettle(new Tick());
        assertThat(store.callbacks)
                .containsExactly(
                        status(102, "b", RequestStatus.WAITING, 1),
                        status(103, "c", RequestStatus.WAITING, 2));
        assertThat(stage.bus.sent(Wake.class))
                .containsExactly(new Wake(new ClientId("b")), new Wake(new ClientId("c")));

        store.callbacks.clear();
        ask(cancel(102, "b"));
        stage.later(1);
        askAndSettle(new Tick());
        assertThat(store.callbacks).isEmpty();
        stage.later(1);
        askAndSettle(new Tick());
        assertThat(store.callbacks).containsExactly(status(103, "c", RequestStatus.WAITING, 1));
    }

    @Test
    void aPlaceThatWasNotStoredWakesNobody() {
        begin(PULL);
        ask(enqueue("a"));
        ask(enqueue("b"));
        ask(cancel(101, "a"));
        store.prepare("tell", Future.succeededFuture(Written.CONFLICT));
        store.stored = Optional.of(QueueFixture.empty(PULL));
        askAndSettle(new Tick());
        assertThat(stage.bus.sent(Wake.class)).isEmpty();
    }

    private Sent toAll(Message... messages) {
        return new Sent("event.queue.1", shown(null, 0, messages.length, messages));
    }

    private Sent offered(AgentId agent, long offer, long said, Message... messages) {
        return new Sent("agent." + agent, shown(agent, offer, said, messages));
    }

    private RequestWaiting shown(
            @Nullable AgentId asked, long offer, long said, Message... messages) {
        return new RequestWaiting(
                ONE, request(101), LORIS, asked, offer, said, List.of(messages), stage.now);
    }

    private static OutboxEntry status(
            long request, String client, RequestStatus status, int position) {
        return new OutboxEntry(
                TARGET,
                new RequestStatusChanged(
                        new ClientId(client), request(request), status, position, null));
    }
}
