package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Tick;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final Refusal REFUSAL = new Refusal(ErrorCode.SESSION_CLOSED, "closed");
    private static final Logged FIRST = new Logged(7, NOON);

    private final FakeSessionStore store = new FakeSessionStore();
    private final FakeSeats seats = new FakeSeats();
    private final Repeats repeats = new Repeats(new SessionId(96), store, seats);

    @Test
    void aWordThatStandsInTheLogHasItsFirstAnswer() {
        Say say = say(CLIENT, "hi");
        assertThat(repeats.answer(say, REFUSAL).cause()).isSameAs(REFUSAL);

        store.logged.put(say.key(), FIRST);

        assertThat(repeats.answer(say, REFUSAL).result()).isEqualTo(FIRST);
    }

    @Test
    void soHasAPushOfTheRating() {
        PushRating pushing = new PushRating(new CommandId("p"), ANN);
        assertThat(repeats.answer(pushing, REFUSAL).cause()).isSameAs(REFUSAL);

        seats.acts.put(pushing.id(), FIRST);

        assertThat(repeats.answer(pushing, REFUSAL).result()).isEqualTo(FIRST);
    }

    @Test
    void whatHasNoNameIsRefused() {
        assertThat(repeats.answer(new Tick(), REFUSAL).cause()).isSameAs(REFUSAL);
    }
}
