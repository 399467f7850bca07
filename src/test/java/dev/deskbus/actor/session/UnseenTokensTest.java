package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.FakeDirectory;
import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.Stage;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionJournal.Append;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what is written makes sure of a token; nothing else may answer for it. */
class UnseenTokensTest {
    private static final SessionId ID = new SessionId(96);
    private static final Address<SessionCommand, SessionAnswer> SESSION = Addresses.session(ID);
    private static final TokenKey TOKEN = new TokenKey("digest");

    private final FakeJournal journal = new FakeJournal();
    private final FakeSessionStore store = new FakeSessionStore();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aWordIsWrittenUnderItsToken() {
        begin(talking());

        assertThat(stage.ask(SESSION, say(CLIENT, "hi").under(TOKEN)))
                .isEqualTo(new Logged(2, NOON));
        stage.ask(SESSION, say(CLIENT, "there"));

        assertThat(journal.appends).extracting(Append::token).containsExactly(TOKEN, null);
    }

    @Test
    void whatWasHeardAMomentAgoIsAnsweredOnlyToWhomSomebodyKnows() {
        begin(talking());
        Say said = say(CLIENT, "hi", new MessageKey("a", "same"));
        stage.ask(SESSION, said);

        stage.askRefused(SESSION, said.under(TOKEN), ErrorCode.TOKEN_INVALID);

        assertThat(stage.ask(SESSION, said)).isEqualTo(new Logged(2, NOON));
        assertThat(journal.appends).hasSize(1);
    }

    @Test
    void theFirstAnswerOfAClosedSessionIsGivenOnlyToWhomSomebodyKnows() {
        begin(Session.evolve(talking(), new Closed(3, NOON, CLIENT, "done")));
        Say said = say(CLIENT, "hi");
        store.logged.put(said.key(), new Logged(2, NOON));

        stage.askRefused(SESSION, said.under(TOKEN), ErrorCode.SESSION_CLOSED);

        assertThat(stage.ask(SESSION, said)).isEqualTo(new Logged(2, NOON));
    }

    private void begin(SessionState state) {
        FakeViews views = new FakeViews();
        stage.deploy(
                new SessionActor(
                        ID,
                        Stage.FENCE,
                        FakeViews.named(LORI),
                        state,
                        new SessionActor.World(
                                journal,
                                store,
                                new FakeSeats(),
                                (_, _, _) -> Future.succeededFuture(),
                                new FakeDirectory(),
                                stage.queues(new FakeDirectory()),
                                stage.bus,
                                () -> stage.now,
                                Robot.IGNORANT,
                                views)));
    }
}
