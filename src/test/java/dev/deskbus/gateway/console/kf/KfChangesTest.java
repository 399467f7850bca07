package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Digest.Changed;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.port.ConversationViews.Change;
import dev.deskbus.port.ConversationViews.Standing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a console makes of a digest of changes (docs/decisions/0121). */
class KfChangesTest {
    private static final SessionId TALK = new SessionId(96);
    private static final Party USER = new Party.OfClient(LORI.id());

    private final FakeViews views = new FakeViews();
    private final Paper paper = new Paper();
    private final Following target = new Following(views, SELITE.id(), paper, paper.frames());

    @BeforeEach
    void talk() {
        views.letTalk(SELITE.id());
        target.onAssigned(
                new SessionAssigned(TALK, LORI, SELITE.id(), List.of(), 1, NOW, List.of()));
        assertThat(target.isBehind()).isTrue();
        target.digest(new All(List.of(standing(LORI, 1))));
        assertThat(target.isBehind()).isFalse();
        views.looks.set(0);
    }

    private static Standing standing(Client client, long lastSeq) {
        return new Standing(SELITE.id(), TALK, client, lastSeq, NOW);
    }

    private void tell(Change... changes) {
        assertThat(target.digest(new Changed(List.of(changes))).succeeded()).isTrue();
    }

    private static Change change(ClientId client, long lastSeq, boolean open) {
        return new Change(SELITE.id(), TALK, client, lastSeq, open);
    }

    @Test
    void lostWordsAreShown() {
        views.say(TALK, USER, "one");
        views.say(TALK, USER, "two");

        tell(change(LORI.id(), 2, true), change(LORI.id(), 3, true));

        assertThat(paper.shown()).containsExactly("", "one", "two");
        assertThat(views.looks).hasValue(0);
        assertThat(views.fetches).hasValue(1);
    }

    @Test
    void whatWasShownIsNotReadAgain() {
        tell(change(LORI.id(), 1, true));

        assertThat(views.fetches).hasValue(0);
        assertThat(views.looks).hasValue(0);
    }

    @Test
    void aLostEndComesAfterAllThatWasSaid() {
        views.say(TALK, USER, "last words");
        views.close(TALK);

        tell(change(LORI.id(), 3, false));
        tell(change(LORI.id(), 3, false));

        assertThat(paper.shown()).containsExactly("", "last words", "disconnect_push");
    }

    @Test
    void aSessionOfAnotherAgentIsForgotten() {
        views.letTalk(AE1EA.id());

        tell(change(LORI.id(), 2, false));

        assertThat(paper.shown()).containsExactly("");
        assertThat(target.shown()).isEmpty();
    }

    @Test
    void aSessionThatNobodyToldOfIsLookedFor() {
        ClientId stranger = new ClientId("stranger");
        SessionId other = new SessionId(97);
        views.begin(views.talk(other, stranger, SELITE.id()));
        views.say(other, new Party.OfClient(stranger), "anybody?");

        tell(new Change(SELITE.id(), other, stranger, 2, true));

        assertThat(views.looks).hasValue(1);
        assertThat(paper.words("stranger")).containsExactly("anybody?");
    }

    @Test
    void thatTheClientIsAnotherOneIsLookedFor() {
        ClientId vip = new ClientId("vip");
        views.open.put(LORI.id(), views.talk(TALK, vip, SELITE.id()));

        tell(change(vip, 2, true));

        assertThat(views.looks).hasValue(1);
        assertThat(paper.lastUser()).isEqualTo("vip");
    }

    @Test
    void whoMissedSomethingWaitsForADigestOfAll() {
        paper.left = 0;
        views.say(TALK, USER, "one");
        tell(change(LORI.id(), 2, true));
        assertThat(target.isBehind()).isTrue();
        paper.left = 9;

        tell(change(LORI.id(), 2, true));
        assertThat(paper.shown()).containsExactly("");

        target.digest(new All(List.of(standing(LORI, 2))));
        assertThat(paper.shown()).containsExactly("", "one");
        assertThat(target.isBehind()).isFalse();
    }

    @Test
    void withoutADatabaseItIsBehind() {
        views.say(TALK, USER, "one");
        views.isDown = true;

        assertThat(target.digest(new Changed(List.of(change(LORI.id(), 2, true)))).failed())
                .isTrue();

        assertThat(target.isBehind()).isTrue();
    }

    @Test
    void whatCannotBeReadLeavesItBehind() {
        views.say(TALK, USER, "one");
        views.unreadable = TALK;

        tell(change(LORI.id(), 2, true));

        assertThat(target.isBehind()).isTrue();
    }
}
