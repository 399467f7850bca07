package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.port.QueueStore.Assigning;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is known to have said nothing while it waited is not looked up when it is given away. */
class QueueSilenceTest extends QueueScene {
    @Test
    void whoJoinedHereAndSaidNothingIsKnownToBeSilent() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(store.blanks).containsExactly(Optional.of(FakeQueueStore.RESERVED));
    }

    @Test
    void ofWhoWasReadFromDiskNothingIsKnown() {
        begin(waiting(1, PULL, auto(ANN, 0, 1, 9)));
        ask(claim(1, ANN));
        assertThat(store.blanks).containsExactly(Optional.empty());
    }

    @Test
    void whoSaidSomethingIsLookedUp() {
        begin(PULL, auto(ANN, 0, 1, 9));
        ask(enqueue("lori"));
        ask(add(101, "lori", "a"));
        ask(claim(101, ANN));
        assertThat(store.blanks).containsExactly(Optional.empty());
    }

    /** What was not answered may be on disk. */
    @Test
    void whoMayHaveSaidSomethingIsLookedUp() {
        begin(PULL, auto(ANN, 0, 1, 9));
        ask(enqueue("lori"));
        store.prepare("add", Future.failedFuture(down()));
        stage.askRefused(QUEUE, add(101, "lori", "a"), ErrorCode.UNAVAILABLE);
        store.stored = Optional.of(waiting(1, PULL, auto(ANN, 0, 1, 9)));
        ask(claim(1, ANN));
        assertThat(store.blanks).containsExactly(Optional.empty());
    }

    /** Numbers of sessions grow with time. */
    @Test
    void aNumberThatWasKeptForLongIsNotUsed() {
        begin(PULL, auto(ANN, 0, 1, 9));
        ask(enqueue("lori"));
        stage.now = stage.now.plusSeconds(61);
        ask(claim(101, ANN));
        assertThat(store.blanks).containsExactly(Optional.empty());
    }

    @Test
    void whoWasNotGivenAwayStaysSilent() {
        begin(PULL, auto(ANN, 0, 1, 9), auto(BOB, 0, 1, 9));
        ask(enqueue("lori"));
        store.prepare("assign", Future.succeededFuture(new Assigning.AgentFull()));
        stage.askRefused(QUEUE, claim(101, ANN), ErrorCode.AGENT_FULL);
        ask(claim(101, BOB));
        assertThat(store.blanks)
                .containsExactly(
                        Optional.of(FakeQueueStore.RESERVED), Optional.of(FakeQueueStore.RESERVED));
    }
}
