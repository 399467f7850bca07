package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.Allocation;
import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.json.SealedJson;
import org.junit.jupiter.api.Test;

/** What one message may cost in memory inside the session: a budget that is only ever lowered. */
class SessionAllocationTest {
    private static final long DECIDE_BUDGET = 1_000;
    private static final long FLOODED_BUDGET = 8_000;
    private static final long ROW_BUDGET = 4_000;
    private static final int FLOOD = 2_000;
    private static final Say WORD = say(CLIENT, "where is my parcel?");

    private static volatile Object sink;

    @Test
    void aWordIsDecidedWithinItsBudget() {
        SessionState before = SessionFixture.talking();

        long bytes = Allocation.of(() -> sink = become(before, WORD));

        assertThat(bytes).isLessThan(DECIDE_BUDGET);
    }

    /** Somebody who floods is not dearer with each word. */
    @Test
    void aWordAfterThousandsIsDecidedWithinItsBudget() {
        SessionState before = SessionFixture.talking();
        for (int i = 0; i < FLOOD; i++) {
            MessageKey key = new MessageKey("key-" + i, "recent-" + i);
            before = become(before, say(CLIENT, "word", key));
            before = become(before, say(agent(ANN), "answer"));
        }
        SessionState flooded = before;
        Say heard = say(CLIENT, "word", new MessageKey("new", "new"));
        Say said = say(agent(ANN), "answer");

        long bytes =
                Allocation.of(
                        () -> {
                            sink = become(flooded, heard);
                            sink = become(flooded, said);
                        });

        assertThat(bytes).isLessThan(FLOODED_BUDGET);
    }

    @Test
    void itsRowIsWrittenWithinItsBudget() {
        SealedJson json = new SealedJson();
        SessionState before = SessionFixture.talking();
        SessionEvent said = Session.decide(before, WORD, NOON).getFirst();

        long bytes =
                Allocation.of(
                        () -> {
                            sink = json.write(said, SessionEvent.class);
                            sink = Outbox.of(before, said);
                        });

        assertThat(bytes).isLessThan(ROW_BUDGET);
    }

    private static SessionState become(SessionState before, Say word) {
        SessionState after = before;
        for (SessionEvent event : Session.decide(before, word, NOON)) {
            after = Session.evolve(after, event);
        }
        return after;
    }
}
