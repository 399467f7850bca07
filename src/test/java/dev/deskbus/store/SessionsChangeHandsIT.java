package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To whom a session goes, and what it is in between (docs/decisions/0070). */
class SessionsChangeHandsIT extends ChangingHands {
    @Test
    void aSlotIsTakenAndOneIsGivenBackInTheSameStep() {
        say("你好");

        act(new Transfer(by("SELITE"), agent("AE1EA")));

        assertThat(slots()).containsExactly("AE1EA");
        assertThat(seated()).containsExactly("AE1EA");
        assertThat(view().agents()).containsExactly(agent("AE1EA"));
        assertThat(view().open()).isTrue();
        assertThat(callbacks()).containsExactly("AgentsChanged AE1EA");
        until(() -> !assigned().isEmpty());
        assertThat(assigned().getLast().earlier())
                .extracting(said -> ((Text) said.message()).text())
                .containsExactly("你好");
        assertThat(desk.count("audit")).isZero();
    }

    /** The next test sets the tables up anew: nobody may be at work in them then. */
    @Test
    void afterTheEndNobodyIsBroughtBackToLife() {
        act(new Transfer(by("SELITE"), agent("AE1EA")));
        end();

        bus.tell(Addresses.queue(new QueueId(2)), new QueueCommand.Tick());
        Future<?> asked = bus.ask(Addresses.session(talk), new SessionCommand.Tick());

        assertThat(asked.failed()).isTrue();
    }

    @Test
    void theSameActIsDoneOnceThoughItsNodeEnds() {
        Acting transfer = new Transfer(by("SELITE"), agent("AE1EA"));
        SessionAnswer first = act(transfer);
        assertThat(act(transfer)).isEqualTo(first);
        db.await(bus.forget());
        assertThat(act(transfer)).isEqualTo(first);
        assertThat(desk.count("session_event where kind = 'SessionTransferred'")).isEqualTo(1);
        assertThat(slots()).containsExactly("AE1EA");
    }

    @Test
    void whoCannotHaveItDoesNotGetIt() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "AE1EA");
        }
        db.sql("delete from callback");
        db.sql("update agent_presence set status = 0 where agent_id = '000169'");
        db.sql(
                "insert into agent_presence (agent_id, present, status) values ('OTHER1', true, 1)"
                        + " on conflict (agent_id) do update set present = true, status = 1");
        refused(new Transfer(by("SELITE"), agent("AE1EA")), ErrorCode.AGENT_FULL);
        refused(new Transfer(by("SELITE"), agent("000169")), ErrorCode.AGENT_UNAVAILABLE);
        refused(new Transfer(by("SELITE"), agent("GONE01")), ErrorCode.AGENT_UNAVAILABLE);
        refused(new Transfer(by("SELITE"), agent("OTHER1")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("BOT001")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("NOBODY")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("SELITE")), ErrorCode.AGENT_NOT_ELIGIBLE);
        assertThat(seated()).containsExactly("SELITE");
        assertThat(desk.count("session_event where kind <> 'AgentJoined'")).isZero();
        assertThat(callbacks()).isEmpty();
    }

    /** Each wants to give its session to the other, who has one slot left. */
    @Test
    void whoeverIsHandedMoreThanFitsStaysWithinItsCapacity() {
        for (int i = 0; i < 4; i++) {
            desk.talk(2, desk.visitor(), "AE1EA");
        }
        List<SessionId> talks =
                List.of(
                        talk,
                        desk.talk(2, desk.visitor(), "SELITE").session(),
                        desk.talk(2, desk.visitor(), "000169").session());
        List<Future<Object>> all =
                talks.stream()
                        .map(
                                each ->
                                        bus.ask(
                                                        Addresses.session(each),
                                                        new Transfer(boss(), agent("AE1EA")))
                                                .<Object>map(answer -> answer)
                                                .otherwise(failure -> failure))
                        .toList();
        List<Object> results = all.stream().map(db::await).toList();
        assertThat(results).filteredOn(ReplyException.class::isInstance).hasSize(2);
        assertThat(desk.count("agent_slot where agent_id = 'AE1EA' and session_id is not null"))
                .isEqualTo(5);
        assertThat(desk.count("audit where act = 'SessionTransferred'")).isEqualTo(1);
    }

    @Test
    void twoWhoSwapTheirSessionsDoNotLockEachOther() {
        SessionId other = desk.talk(2, desk.visitor(), "AE1EA").session();
        for (int i = 0; i < 10; i++) {
            String one = i % 2 == 0 ? "SELITE" : "AE1EA";
            String two = i % 2 == 0 ? "AE1EA" : "SELITE";
            Future<SessionAnswer> there = ask(talk, new Transfer(by(one), agent(two)));
            Future<SessionAnswer> back = ask(other, new Transfer(by(two), agent(one)));
            db.await(there);
            db.await(back);
        }
        assertThat(slots()).containsExactlyInAnyOrder("SELITE", "AE1EA");
    }

    @Test
    void backInItsLineItStandsWhereItStood() {
        Waiting later = desk.someone(2);
        RequestId request = number();

        act(new GiveBack(by("SELITE"), request, null));

        assertThat(slots()).isEmpty();
        assertThat(seated()).isEmpty();
        assertThat(view().open()).isTrue();
        assertThat(view().agents()).isEmpty();
        assertThat(callbacks()).containsExactly("AgentsChanged ");
        assertThat(desk.texts(LINE)).containsExactly(text(request), text(later.id()));
        assertThat(db.await(views.findWaiters(agent("AE1EA"))))
                .extracting(waiter -> waiter.client().id())
                .containsExactly(client, later.origin().client());
        assertThat(db.await(views.findRequest(request)).orElseThrow().position()).isEqualTo(1);
    }

    private static final String LINE =
            "select id from chat_request where status = 'WAITING'"
                    + " order by queue_id, priority desc, order_no, id";

    @Test
    void inAnotherLineItStandsBehindWhoCameJustBefore() {
        db.sql("update chat_request set created_at = now() - interval '10 minutes'");
        Waiting before = desk.someone(1);
        Waiting after = desk.someone(1);
        db.sql(
                "update chat_request set created_at = now() - interval '20 minutes' where id = "
                        + before.id().value());
        db.sql("update agent_presence set status = 2");
        RequestId request = number();

        act(new GiveBack(by("SELITE"), request, new QueueId(1)));

        assertThat(desk.texts(LINE))
                .containsExactly(text(before.id()), text(request), text(after.id()));
        assertThat(view().queue()).isEqualTo(new QueueId(1));
    }

    @Test
    void whoHadItIsNotGivenItAndWhatIsSaidMeanwhileIsNotLost() {
        db.sql("update agent_presence set status = 2 where agent_id in ('AE1EA', '000169')");
        say("one");
        act(new GiveBack(by("SELITE"), number(), new QueueId(1)));
        ask(1, new QueueCommand.Tick());
        until(() -> waitingWords().equals(List.of("one")));
        say("two");
        ask(1, new QueueCommand.Tick());
        assertThat(slots()).as("the only one who is free had it").isEmpty();
        until(() -> waitingWords().equals(List.of("one", "two")));

        db.sql("update agent_presence set status = 1 where agent_id = 'AE1EA'");
        ask(1, new QueueCommand.AgentTouched(agent("AE1EA")));

        until(() -> view().agents().equals(List.of(agent("AE1EA"))));
        assertThat(slots()).containsExactly("AE1EA");
        until(() -> !assigned().isEmpty());
        assertThat(assigned().getLast().earlier())
                .extracting(said -> ((Text) said.message()).text())
                .containsExactly("one", "two");
        assertThat(callbacks()).containsExactly("AgentsChanged ", "AgentsChanged AE1EA");
        assertThat(desk.text("select waiting_request || '' from chat_session")).isEqualTo("null");
    }

    @Test
    void itIsGivenAwayThoughEveryHintIsLost() {
        bus.loses =
                command ->
                        command instanceof QueueCommand.LineChanged || command instanceof TakeOver;
        ask(1, new QueueCommand.Tick());
        act(new GiveBack(by("SELITE"), number(), new QueueId(1)));

        ask(1, new QueueCommand.Tick());

        until(() -> slots().size() == 1);
        act(new SessionCommand.Tick());
        assertThat(view().agents()).hasSize(1).doesNotContain(agent("SELITE"));
    }

    @Test
    void whoHadItMayTakeItAgainByHand() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));

        QueueAnswer answer = ask(2, new QueueCommand.Claim(request, agent("SELITE")));

        assertThat(answer).isEqualTo(new QueueAnswer.Accepted(talk));
        until(() -> view().agents().equals(List.of(agent("SELITE"))));
    }

    @Test
    void itsClientCannotLeaveTheLineButMayEndTheTalk() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        refused(2, new QueueCommand.Cancel(request, client), ErrorCode.REQUEST_UNKNOWN);

        act(new Close(new CommandId("close"), new Party.OfClient(client), "done"));

        until(() -> desk.count("chat_request where status = 'WAITING'") == 0);
        assertThat(view().open()).isFalse();
        assertThat(desk.count("chat_session where state = 'Open'")).isZero();
    }

    @Test
    void whoGivesNoSignOfLifeIsClosed() {
        db.sql("update queue set abandon_after = 1");
        act(new GiveBack(by("SELITE"), number(), null));

        ask(2, new QueueCommand.Tick());
        assertThat(desk.text("select status from chat_request order by id desc"))
                .isEqualTo("DROPPED");
        act(new SessionCommand.Tick());

        assertThat(view().open()).isFalse();
        assertThat(callbacks()).containsExactly("AgentsChanged ", "SessionClosed ");
    }

    @Test
    void aQueueThatIsNotOneOfPeopleTakesNothing() {
        refused(new GiveBack(by("SELITE"), number(), new QueueId(3)), ErrorCode.QUEUE_UNKNOWN);
        refused(new GiveBack(by("SELITE"), number(), new QueueId(99)), ErrorCode.QUEUE_UNKNOWN);
        assertThat(seated()).containsExactly("SELITE");
    }

    @Test
    void whatTheLineHasJustGivenAwayIsNotHandedOnMeanwhile() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        bus.loses = command -> command instanceof TakeOver;
        ask(2, new QueueCommand.Claim(request, agent("AE1EA")));

        refused(new Transfer(boss(), agent("BOSS1")), ErrorCode.REQUEST_TAKEN);

        assertThat(slots()).containsExactly("AE1EA");
    }

    @Test
    void aSupervisorTakesItOutOfTheLine() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        act(new Transfer(boss(), agent("BOSS1")));
        assertThat(desk.text("select status from chat_request where id = " + request.value()))
                .isEqualTo("ACCEPTED");
        assertThat(slots()).containsExactly("BOSS1");
        refused(2, new QueueCommand.Claim(request, agent("AE1EA")), ErrorCode.REQUEST_TAKEN);
        assertThat(slots()).containsExactly("BOSS1");
    }
}
