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
import dev.deskbus.port.ConversationViews.Move;
import dev.deskbus.port.ConversationViews.Standing;
import java.util.List;
import java.util.Map;
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

    private void grow(SessionId session, long lastSeq, Move... moves) {
        assertThat(target.digest(changed(session, lastSeq, moves)).succeeded()).isTrue();
    }

    private static Changed changed(SessionId session, long lastSeq, Move... moves) {
        return new Changed(Map.of(session, lastSeq, new SessionId(4711), 9L), List.of(moves));
    }

    private static Move move(ClientId client, boolean open) {
        return new Move(SELITE.id(), TALK, client, open);
    }

    @Test
    void lostWordsAreShown() {
        views.say(TALK, USER, "one");
        views.say(TALK, USER, "two");

        grow(TALK, 3);

        assertThat(paper.shown()).containsExactly("", "one", "two");
        assertThat(views.looks).hasValue(0);
        assertThat(views.fetches).hasValue(1);
    }

    @Test
    void whatWasShownIsNotReadAgain() {
        grow(TALK, 1, move(LORI.id(), true));

        assertThat(views.fetches).hasValue(0);
        assertThat(views.looks).hasValue(0);
    }

    @Test
    void aLostEndComesAfterAllThatWasSaid() {
        views.say(TALK, USER, "last words");
        views.close(TALK);

        grow(TALK, 3, move(LORI.id(), false));
        grow(TALK, 3, move(LORI.id(), false));

        assertThat(paper.shown()).containsExactly("", "last words", "disconnect_push");
    }

    @Test
    void aSessionOfAnotherAgentIsForgotten() {
        views.letTalk(AE1EA.id());

        grow(TALK, 2, move(LORI.id(), false));

        assertThat(paper.shown()).containsExactly("");
        assertThat(target.shown()).isEmpty();
    }

    @Test
    void aSessionThatNobodyToldOfIsLookedFor() {
        ClientId stranger = new ClientId("stranger");
        SessionId other = new SessionId(97);
        views.begin(views.talk(other, stranger, SELITE.id()));
        views.say(other, new Party.OfClient(stranger), "anybody?");

        grow(other, 2, new Move(SELITE.id(), other, stranger, true));

        assertThat(views.looks).hasValue(1);
        assertThat(paper.words("stranger")).containsExactly("anybody?");
    }

    @Test
    void thatTheClientIsAnotherOneIsLookedFor() {
        ClientId vip = new ClientId("vip");
        views.open.put(LORI.id(), views.talk(TALK, vip, SELITE.id()));
        views.next(TALK);
        views.say(TALK, new Party.OfClient(vip), "me");

        grow(TALK, 3, move(vip, true));

        assertThat(views.looks).hasValue(1);
        assertThat(paper.shown()).containsExactly("", "", "me");
        assertThat(paper.lastUser()).isEqualTo("vip");
    }

    @Test
    void whoMissedSomethingWaitsForADigestOfAll() {
        paper.left = 0;
        views.say(TALK, USER, "one");
        grow(TALK, 2);
        assertThat(target.isBehind()).isTrue();
        paper.left = 9;

        grow(TALK, 2);
        assertThat(paper.shown()).containsExactly("");

        target.digest(new All(List.of(standing(LORI, 2))));
        assertThat(paper.shown()).containsExactly("", "one");
        assertThat(target.isBehind()).isFalse();
    }

    @Test
    void moreThanIsShownAtOnceLeavesItBehind() {
        for (int i = 0; i < 1_001; i++) {
            views.say(TALK, USER, "w" + i);
        }

        grow(TALK, 1_002);

        assertThat(paper.shown()).hasSize(1_001);
        assertThat(target.isBehind()).isTrue();
    }

    @Test
    void withoutADatabaseItIsBehind() {
        views.say(TALK, USER, "one");
        views.isDown = true;

        assertThat(target.digest(changed(TALK, 2)).failed()).isTrue();

        assertThat(target.isBehind()).isTrue();
    }

    @Test
    void whatCannotBeReadLeavesItBehind() {
        views.say(TALK, USER, "one");
        views.unreadable = TALK;

        grow(TALK, 2);

        assertThat(target.isBehind()).isTrue();
    }
}
