package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.port.ConversationViews.Standing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KfFollowingTest {
    private static final SessionId TALK = new SessionId(96);
    private static final Party USER = new Party.OfClient(LORI.id());
    private static final Party ME = new Party.OfAgent(SELITE.id());

    private final FakeViews views = new FakeViews();
    private final Paper paper = new Paper();
    private final Following target =
            new Following(views, SELITE.id(), paper, paper.frames("whisper", "revoke", "agents"));

    private SessionSaid say(Party speaker, String text) {
        return event(views.say(TALK, speaker, text));
    }

    private static SessionSaid event(Said said) {
        return new SessionSaid(TALK, LORI, said.speaker(), said.message(), said.seq(), said.at());
    }

    private static SessionAssigned assigned(String... words) {
        List<Message> said =
                List.of(words).stream().<Message>map(word -> Message.Text.plain(word)).toList();
        return new SessionAssigned(TALK, LORI, SELITE.id(), said, said.size() + 1L, NOW, List.of());
    }

    private void digest() {
        assertThat(target.digest(new All(standings())).succeeded()).isTrue();
    }

    private List<Standing> standings() {
        return views.findStandings(Set.of(SELITE.id())).result();
    }

    @Test
    void whatComesInOrderIsShownWithoutALookAtTheLog() {
        target.onAssigned(assigned());

        target.onSaid(say(USER, "one"));
        target.onSaid(say(ME, "mine"));
        target.onSaid(say(USER, "two"));

        assertThat(paper.shown()).containsExactly("", "one", "two");
        assertThat(views.fetches).hasValue(0);
    }

    @Test
    void whatComesTwiceIsShownOnce() {
        target.onAssigned(assigned());
        SessionSaid one = say(USER, "one");

        target.onSaid(one);
        target.onSaid(one);
        target.onAssigned(assigned());

        assertThat(paper.shown()).containsExactly("", "one");
    }

    @Test
    void aGapIsFilledFromTheLogInItsPlace() {
        target.onAssigned(assigned());
        SessionSaid one = say(USER, "one");
        say(USER, "two");
        say(ME, "mine");
        SessionSaid three = say(USER, "three");

        target.onSaid(three);
        target.onSaid(one);
        target.onSaid(say(USER, "four"));

        assertThat(paper.shown()).containsExactly("", "one", "two", "three", "four");
        assertThat(views.fetches).hasValue(1);
    }

    @Test
    void whoTakesOverSeesWhoSaidWhatBefore() {
        Said question = views.say(TALK, USER, "几点上班");
        Said answer = views.say(TALK, new Party.OfAgent(new AgentId("BOT001")), "九点");
        long seq = answer.seq() + 1;

        target.onAssigned(
                new SessionAssigned(
                        TALK, LORI, SELITE.id(), List.of(), seq, NOW, List.of(question, answer)));

        assertThat(paper.shown()).containsExactly("几点上班,[BOT001] 九点");
        assertThat(views.fetches).hasValue(0);
    }

    @Test
    void aSessionThatNobodyToldOfIsShownWithItsRobotsWordsToo() {
        views.letTalk(SELITE.id());
        views.say(TALK, USER, "几点上班");
        views.say(TALK, new Party.OfAgent(new AgentId("BOT001")), "九点");

        digest();

        assertThat(paper.shown()).containsExactly("几点上班,[BOT001] 九点");
    }

    @Test
    void aSessionGoesOnUnderItsNewClient() {
        Client vip = new Client(new ClientId("vip"), LORI.tenant(), "VIP", "");
        target.onAssigned(assigned());
        SessionSaid one = say(USER, "one");
        target.onSaid(one);
        var changed = new SessionClientChanged(TALK, LORI, vip, one.seq() + 1, NOW);

        target.onClientChanged(changed);
        target.onClientChanged(changed);

        assertThat(paper.shown()).containsExactly("", "one", "");
        assertThat(paper.lastUser()).isEqualTo("vip");
    }

    @Test
    void theDigestShowsALostTail() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        say(USER, "one");

        digest();
        digest();

        assertThat(paper.shown()).containsExactly("", "one");
        assertThat(views.fetches).hasValue(1);
    }

    @Test
    void aLostAssignmentIsShownByTheDigestAndNotAgainWhenItComesLate() {
        views.letTalk(SELITE.id());
        say(USER, "before");
        say(ME, "mine");
        say(USER, "after");

        digest();
        target.onAssigned(assigned("before"));
        target.onSaid(say(USER, "more"));

        assertThat(paper.shown()).containsExactly("before,after", "more");
    }

    @Test
    void aWordOfASessionThatNobodyToldOfBringsItAll() {
        views.letTalk(SELITE.id());
        say(USER, "before");

        target.onSaid(say(USER, "after"));

        assertThat(paper.shown()).containsExactly("before,after");
    }

    @Test
    void aWordOfSomebodyElsesSessionIsNotShown() {
        views.letTalk(new AgentId("AE1EA"));

        target.onSaid(say(USER, "not for you"));

        assertThat(paper.shown()).isEmpty();
        assertThat(views.fetches).hasValue(0);
    }

    @Test
    void whatWasThereAtTheLoginIsNotShown() {
        views.letTalk(SELITE.id());
        say(USER, "old");
        target.begin(standings());

        digest();
        target.onAssigned(assigned("old"));
        target.onSaid(say(USER, "new"));

        assertThat(paper.shown()).containsExactly("new");
    }

    @Test
    void moreThanOnePageIsShownInOrder() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        int many = 2 * Following.PAGE + 1;
        for (int i = 0; i < many; i++) {
            say(USER, "word " + i);
        }

        digest();

        assertThat(paper.shown()).hasSize(many + 1).endsWith("word " + (many - 1));
        assertThat(paper.shown()).doesNotHaveDuplicates();
        assertThat(views.fetches).hasValue(3);
    }

    @Test
    void aLongSessionIsDiscoveredPageByPage() {
        views.letTalk(SELITE.id());
        for (int i = 0; i < Following.PAGE + 1; i++) {
            say(USER, "w" + i);
        }

        digest();

        assertThat(paper.shown()).hasSize(2).last().isEqualTo("w" + Following.PAGE);
    }

    @Test
    void thatTheClientIsAnotherOneIsNoticedByTheDigest() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        Client vip = FakeViews.client(new ClientId("vip"));
        Standing was = standings().getFirst();

        assertThat(
                        target.digest(
                                        new All(
                                                List.of(
                                                        new Standing(
                                                                SELITE.id(),
                                                                TALK,
                                                                vip,
                                                                was.lastSeq() + 1,
                                                                NOW))))
                                .succeeded())
                .isTrue();

        assertThat(paper.shown()).hasSize(2);
        assertThat(paper.lastUser()).isEqualTo("vip");
    }

    @Test
    void theEndComesAfterAllThatWasSaid() {
        target.onAssigned(assigned());
        say(USER, "last words");

        target.onEnded(new SessionEnded(TALK, LORI, USER, 3));
        target.onEnded(new SessionEnded(TALK, LORI, USER, 3));
        target.onSaid(event((Said) views.logs.get(TALK).getFirst()));
        target.onAssigned(assigned());

        assertThat(paper.shown()).containsExactly("", "last words", "disconnect_push");
    }

    @Test
    void aLostEndIsNoticedByTheDigest() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        say(USER, "last words");
        views.close(TALK);

        digest();
        digest();

        assertThat(paper.shown()).containsExactly("", "last words", "disconnect_push");
    }

    @Test
    void aDigestOlderThanTheSessionDoesNotEndIt() {
        var old = standings();
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());

        target.digest(new All(old));
        target.onSaid(say(USER, "one"));

        assertThat(paper.shown()).containsExactly("", "one");
    }

    @Test
    void aSessionThatAnotherAgentHasNowIsForgottenUntilItComesBack() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        views.letTalk(new AgentId("AE1EA"));
        SessionSaid theirs = say(USER, "to the other");

        digest();
        target.onSaid(theirs);
        assertThat(paper.shown()).containsExactly("");

        views.letTalk(SELITE.id());
        digest();
        assertThat(paper.shown()).containsExactly("", "to the other");
    }

    @Test
    void withoutADatabaseNothingIsAskedAgainBeforeTheNextDigest() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        say(USER, "one");
        views.isDown = true;

        target.onSaid(say(USER, "two"));
        target.onSaid(say(USER, "three"));
        target.onEnded(new SessionEnded(new SessionId(7), LORI, ME, 3));
        assertThat(paper.shown()).containsExactly("");
        assertThat(views.fetches).hasValue(1);

        views.isDown = false;
        var open = standings();
        views.isDown = true;
        assertThat(target.digest(new All(open)).failed()).isTrue();
        views.isDown = false;
        digest();
        assertThat(paper.shown()).containsExactly("", "one", "two", "three");
    }

    @Test
    void whatAConsoleDoesNotTakeIsShownLater() {
        views.letTalk(SELITE.id());
        paper.left = 0;
        target.onAssigned(assigned());
        target.onSaid(say(USER, "one"));
        paper.left = 2;
        digest();
        say(USER, "two");
        target.onSaid(say(USER, "three"));
        assertThat(paper.shown()).containsExactly("one", "two");

        paper.left = 9;
        digest();

        assertThat(paper.shown()).containsExactly("one", "two", "three");
    }

    @Test
    void whatCannotBeReadDoesNotCostTheOtherSessionsTheirs() {
        views.letTalk(SELITE.id());
        target.onAssigned(assigned());
        var open = standings();
        say(USER, "one");
        views.unreadable = new SessionId(97);
        var broken = new Standing(SELITE.id(), views.unreadable, LORI, 2, NOW);
        var readable = new Standing(SELITE.id(), TALK, LORI, 2, NOW);
        assertThat(open).hasSize(1);

        assertThat(target.digest(new All(List.of(broken, readable))).succeeded()).isTrue();

        assertThat(paper.shown()).containsExactly("", "one");
    }
}
