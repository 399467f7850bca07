package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.ANN;
import static dev.deskbus.domain.queue.QueueFixture.BOB;
import static dev.deskbus.domain.queue.QueueFixture.auto;
import static dev.deskbus.domain.queue.QueueFixture.gone;
import static dev.deskbus.domain.queue.QueueFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.Stage;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.port.QueueStore.Enqueuing;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues in which nobody waits are not told of every change of their agents, and miss none. */
class QuietQueuesTest extends QueueScene {
    private static final QueueId ID = new QueueId(1);

    @Test
    void whatIsNotHereMustBeTold() {
        assertThat(quiet.note(ID)).isFalse();
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        assertThat(quiet.note(ID)).isFalse();
    }

    @Test
    void aQueueInWhichNobodyWaitsIsNotTold() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        askAndSettle(new AgentTouched(ANN));
        assertThat(isQuietSoon()).isTrue();
    }

    @Test
    void whoJoinsNextMakesItLook() {
        begin(AUTOMATIC, gone(ANN, 1));
        askAndSettle(new AgentTouched(ANN));
        assertThat(isQuietSoon()).isTrue();
        store.agents = List.of(auto(BOB, 0, 1, 9));
        askAndSettle(enqueue("lori"));
        assertThat(store.done).contains("assign 101 BOB");
    }

    @Test
    void whereSomebodyWaitsItIsTold() {
        begin(waiting(1, PULL));
        settle();
        stage.askRefused(QUEUE, cancel(8888, "x"), ErrorCode.REQUEST_UNKNOWN);
        assertThat(quiet.note(ID)).isFalse();
    }

    @Test
    void whoIsFencedNotesNothing() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        store.prepare("enqueue", Future.succeededFuture(new Enqueuing.Fenced()));
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.NOT_OWNER);
        stage.askRefused(QUEUE, enqueue("lori"), ErrorCode.NOT_OWNER);
        assertThat(quiet.note(ID)).isFalse();
    }

    @Test
    void whatIsStoppedNotesNothing() {
        begin(AUTOMATIC, auto(ANN, 0, 1, 9));
        askAndSettle(new AgentTouched(ANN));
        assertThat(isQuietSoon()).isTrue();
        stage.close();
        assertThat(quiet.note(ID)).isFalse();
    }

    /** What follows from the last command is done a moment after its answer. */
    private boolean isQuietSoon() {
        for (int i = 0; i < 100 && !quiet.note(ID); i++) {
            Stage.await(stage.vertx.timer(10));
        }
        return quiet.note(ID);
    }
}
