package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.ScriptedBus;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KfWaitingListTest {
    private static final String GONE = "connect_push";

    private final FakeLines lines = new FakeLines();
    private final Paper paper = new Paper();
    private final KfWaitingList target =
            new KfWaitingList(
                    new KfPorts(
                            new ScriptedBus(),
                            new FakeDirectory(),
                            new FakePresence(new FakeDirectory()),
                            new FakeViews(),
                            lines,
                            () -> Future.succeededFuture(77L),
                            new NoHeartbeats(),
                            () -> NOW,
                            new FakeRobot(),
                            new FakeRobot(),
                            new FakeRetired(),
                            House.NO_TOOLS),
                    new KfPushes(true),
                    SELITE.id(),
                    paper);

    /** Of an owner that does not know what was said to those before it. */
    private void hint(long request, @Nullable AgentId offeredTo, String... words) {
        hint(request, offeredTo, offeredTo == null ? 0 : 1, 0, words);
    }

    private void hint(
            long request, @Nullable AgentId offeredTo, long offer, long said, String... words) {
        List<Message> messages = List.of(words).stream().<Message>map(Message.Text::plain).toList();
        RequestId id = new RequestId(request);
        target.onWaiting(
                new RequestWaiting(SALES, id, LORI, offeredTo, offer, said, messages, NOW));
    }

    private void gone(long request, @Nullable AgentId takenBy) {
        target.onGone(new RequestGone(SALES, new RequestId(request), LORI, takenBy));
    }

    private void digest() {
        assertThat(target.digest(lines.waiting).succeeded()).isTrue();
    }

    @Test
    void aLostHintIsRepairedOnceAndNotAgainWhenItComesLate() {
        lines.letWait(1, null, "hello", "anybody?");

        digest();
        digest();
        hint(1, null);

        assertThat(paper.shown()).containsExactly("hello,anybody?");
    }

    @Test
    void whoWasShownIsNotShownAgainByTheNextOwnerOfItsQueue() {
        hint(1, null, "hello");

        hint(1, null);
        hint(1, null, "more");

        assertThat(paper.shown()).containsExactly("hello", "more");
    }

    @Test
    void wordsThatWereLostAreRepairedAndNoOthers() {
        hint(1, null, "one");
        lines.letWait(1, null, "one", "two", "three");

        digest();
        digest();

        assertThat(paper.shown()).containsExactly("one", "two,three");
    }

    @Test
    void moreWordsThanTheRowsTellAreNotMadeUp() {
        lines.letWait(1, null, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");

        digest();
        digest();

        assertThat(paper.shown()).containsExactly("3,4,5,6,7,8,9,10,11,12");
    }

    @Test
    void aTakingThatWasLostIsRepairedOnce() {
        hint(1, null, "hello");
        lines.end(1, AE1EA.id());

        digest();
        digest();
        gone(1, AE1EA.id());
        hint(1, null);

        assertThat(paper.shown()).containsExactly("hello", GONE);
    }

    @Test
    void whatTheOwnerDidNotKnowTheRowTells() {
        hint(1, null, "hello");
        lines.end(1, AE1EA.id());
        gone(1, null);

        digest();

        assertThat(paper.shown()).containsExactly("hello", GONE);
    }

    @Test
    void nobodyIsToldOfItsOwnTakingOrOfWhatEndedByItself() {
        hint(1, null, "hello");
        hint(2, null, "hi");
        lines.end(1, SELITE.id());
        lines.end(2, null);

        digest();
        digest();

        assertThat(paper.shown()).containsExactly("hello", "hi");
    }

    @Test
    void whoCameAfterTheDigestWasReadIsNotGone() {
        hint(1, null, "hello");

        digest();

        assertThat(paper.shown()).containsExactly("hello");
    }

    @Test
    void whoIsOfferedToAnotherIsNotShown() {
        lines.letWait(1, AE1EA.id(), "hello");

        digest();
        hint(1, AE1EA.id(), "hello");
        assertThat(paper.shown()).isEmpty();

        lines.letWait(1, SELITE.id(), "hello");
        digest();
        assertThat(paper.shown()).containsExactly("hello");
    }

    @Test
    void anOfferIsANewQuestionThoughItsClientWasShown() {
        hint(1, null, "hello");

        hint(1, SELITE.id());

        assertThat(paper.shown()).containsExactly("hello", "");
    }

    @Test
    void anOfferIsNotShownAgainByTheNextOwnerOfItsQueue() {
        hint(1, SELITE.id(), 5, 1, "hello");

        hint(1, SELITE.id(), 5, 0);
        assertThat(paper.shown()).containsExactly("hello");

        hint(1, SELITE.id(), 6, 0);
        assertThat(paper.shown()).containsExactly("hello", "");
    }

    @Test
    void anOfferThatADigestShowedIsNotShownAgainByItsHint() {
        lines.letWait(1, SELITE.id(), "hello");

        digest();
        hint(1, SELITE.id(), 1, 1, "hello");

        assertThat(paper.shown()).containsExactly("hello");
    }

    @Test
    void whatOneWasAskedWithIsNotShownAgainWhenAllAreAsked() {
        hint(1, SELITE.id(), 5, 1, "hello");

        hint(1, null, 0, 1, "hello");
        hint(1, null, 0, 2, "more");
        assertThat(paper.shown()).containsExactly("hello", "more");

        lines.letWait(1, null, "hello", "more", "and more");
        digest();
        assertThat(paper.shown()).containsExactly("hello", "more", "and more");
    }

    @Test
    void wordsThatADigestShowedAreNotShownAgainByTheirHint() {
        lines.letWait(1, null, "one", "two");

        digest();
        hint(1, null, 0, 1, "one");
        hint(1, null, 0, 3, "two", "three");

        assertThat(paper.shown()).containsExactly("one,two", "three");
    }

    @Test
    void whoIsGoneIsNotShownHoweverLateItsHintAndHoweverOldTheDigest() {
        lines.letWait(1, null, "hello");
        gone(1, null);

        hint(1, null, "hello");
        digest();

        assertThat(paper.shown()).isEmpty();
    }

    @Test
    void ofWhoIsGoneNoWordIsShownAndWhoTookItAllTheSame() {
        hint(1, null, "hello");
        gone(1, null);
        hint(1, null, "more");
        assertThat(paper.shown()).containsExactly("hello");

        gone(1, AE1EA.id());
        hint(1, null, "still more");
        gone(1, AE1EA.id());
        assertThat(paper.shown()).containsExactly("hello", GONE);
    }

    @Test
    void aNewRequestOfTheSameClientIsShownThoughItsLastOneIsGone() {
        hint(1, null, "hello");
        gone(1, AE1EA.id());
        hint(1, null, "hello");
        hint(2, null, "again");

        assertThat(paper.shown()).containsExactly("hello", GONE, "again");
    }

    @Test
    void whatIsKeptForAnotherAtTheLoginIsShownWhenItIsForAll() {
        lines.letWait(1, AE1EA.id());
        target.begin(lines.waiting);

        hint(1, null, 0, 0);

        assertThat(paper.shown()).containsExactly("");
    }

    @Test
    void whatTheConsoleCanAskForAfterItsLoginIsNotPushed() {
        lines.letWait(1, null, "hello");
        target.begin(lines.waiting);

        digest();
        hint(1, null);
        assertThat(paper.shown()).isEmpty();

        lines.end(1, AE1EA.id());
        digest();
        assertThat(paper.shown()).containsExactly(GONE);
    }

    @Test
    void whatTheConsoleDoesNotTakeIsShownLater() {
        paper.left = 0;
        hint(1, null, "hello");
        lines.letWait(1, null, "hello");
        digest();
        paper.left = 1;
        digest();
        lines.end(1, AE1EA.id());
        gone(1, AE1EA.id());
        digest();
        assertThat(paper.shown()).containsExactly("hello");

        paper.left = 9;
        digest();

        assertThat(paper.shown()).containsExactly("hello", GONE);
    }

    @Test
    void beyondAScreenfulNobodyIsRepairedAndNobodyIsShownAgainAndAgain() {
        for (int i = 1; i <= KfWaitingList.MOST + 5; i++) {
            lines.letWait(i, null, "w" + i);
        }

        digest();
        digest();
        assertThat(paper.shown()).hasSize(KfWaitingList.MOST).doesNotHaveDuplicates();

        lines.end(1, SELITE.id());
        digest();
        digest();
        assertThat(paper.shown()).hasSize(KfWaitingList.MOST + 1).doesNotHaveDuplicates();
    }
}
