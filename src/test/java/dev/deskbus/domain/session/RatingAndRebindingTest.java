package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.given;
import static dev.deskbus.domain.session.SessionFixture.rate;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Rate;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ratings (V2-30) and clients who turn out to be somebody else (V2-31). */
class RatingAndRebindingTest {
    private static final SessionEvent CLOSED = new Closed(2, NOON, SYSTEM, "x");
    private static final ClientId VIP = new ClientId("vip");
    private static final TokenKey TOKEN = new TokenKey("t");
    private static final CommandId COMMAND = new CommandId("cmd");

    @Test
    void aSessionIsRatedAsOftenAsItsClientLikes() {
        Rate rate = rate(1);
        var first = new Rated(2, NOON, LORI, rate.key(), rate.rating());
        given(talking()).when(rate).then(first);
        given(talking(), first)
                .when(rate(3))
                .then(new Rated(3, NOON, LORI, rate(3).key(), rate(3).rating()));
    }

    @Test
    void itMayBeRatedForSevenDaysAfterItsEnd() {
        Rate rate = rate(1);
        Duration almost = Duration.ofDays(7).minusSeconds(1);
        given(talking(), CLOSED)
                .when(rate, almost)
                .then(new Rated(3, NOON.plus(almost), LORI, rate.key(), rate.rating()));
        given(talking(), CLOSED)
                .when(rate, Duration.ofDays(7))
                .thenRefused(ErrorCode.SESSION_UNKNOWN);
    }

    @Test
    void aRatingAfterTheEndEndsNothingAgain() {
        Rate rate = rate(1);
        var state =
                given(talking(), CLOSED, new Rated(3, NOON, LORI, rate.key(), rate.rating()))
                        .state();
        assertThat(state).isInstanceOf(SessionState.Closed.class);
        assertThat(state.lastSeq()).isEqualTo(3);
    }

    @Test
    void nobodyElseRates() {
        Rate foreign = new Rate(rate(1).key(), VIP, rate(1).rating());
        given(talking()).when(foreign).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking(), CLOSED).when(foreign).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void anAgentOfTheSessionAsksForARating() {
        given(talking())
                .when(new PushRating(COMMAND, ANN))
                .then(new RatingPushed(2, NOON, COMMAND, ANN));
        given(talking())
                .when(new PushRating(COMMAND, BOB))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking(), CLOSED)
                .when(new PushRating(COMMAND, ANN))
                .thenRefused(ErrorCode.SESSION_CLOSED);
    }

    @Test
    void theClientTurnsOutToBeSomebodyElse() {
        var changed = new ClientChanged(2, NOON, LORI, VIP, TOKEN);
        given(talking()).when(new Rebind(COMMAND, LORI, VIP, TOKEN)).then(changed);
        var after = given(talking(), changed);
        assertThat(after.state().facts().client()).isEqualTo(VIP);
        after.when(say(new Party.OfClient(LORI), "hi")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        assertThat(Session.decide(after.state(), say(new Party.OfClient(VIP), "hi"), NOON))
                .hasSize(1);
    }

    @Test
    void onlyTheClientItselfAndOnlyWhileItTalks() {
        given(talking())
                .when(new Rebind(COMMAND, VIP, LORI, TOKEN))
                .thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        given(talking()).when(new Rebind(COMMAND, LORI, LORI, TOKEN)).then();
        given(talking(), CLOSED)
                .when(new Rebind(COMMAND, LORI, VIP, TOKEN))
                .thenRefused(ErrorCode.SESSION_CLOSED);
    }
}
