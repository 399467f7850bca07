package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.port.Written;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said while waiting (decision V2-20). */
class PreMessagesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
    }

    @Test
    void aPreMessageIsKeptOnceAndOnlyWhileWaiting() {
        Waiting waiting = desk.someone(1);

        assertThat(desk.say(1, waiting, "a", "hello")).isEqualTo(Written.STORED);
        assertThat(desk.say(1, waiting, "a", "hello")).isEqualTo(Written.STORED);
        assertThat(desk.count("request_message")).isEqualTo(1);

        db.await(desk.assign(1, waiting, "SELITE"));
        assertThat(desk.say(1, waiting, "b", "late")).isEqualTo(Written.CONFLICT);
    }

    @Test
    void thePreMessageOfTheSameTimeAndContentIsARepeat() {
        Waiting waiting = desk.someone(1);

        for (String key : List.of("a", "b")) {
            var event =
                    new PreMessageAdded(
                            waiting.id(),
                            Message.Text.plain("hello"),
                            new MessageKey(key, "12:00 hello"),
                            null,
                            null);
            assertThat(db.await(desk.queues.addPreMessage(Desk.fence(new QueueId(1)), event)))
                    .isEqualTo(Written.STORED);
        }

        assertThat(desk.count("request_message")).isEqualTo(1);
    }
}
