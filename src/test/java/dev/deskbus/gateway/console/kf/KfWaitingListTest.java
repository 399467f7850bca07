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

    private void hint(long request, @Nullable AgentId offeredTo, String... words) {
        List<Message> messages = List.of(words).stream().<Message>map(Message.Text::plain).toList();
        target.onWaiting(
                new RequestWaiting(SALES, new RequestId(request), LORI, offeredTo, messages, NOW));
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
