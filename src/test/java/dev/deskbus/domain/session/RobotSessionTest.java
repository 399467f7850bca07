package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.BOT;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.PEOPLES_IDLE;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.answer;
import static dev.deskbus.domain.session.SessionFixture.given;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.takeOver;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static dev.deskbus.domain.session.SessionFixture.talkingToRobot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionState.Asked;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Robots answer, and hand over to people (decision V2-16). */
class RobotSessionTest {
    private static final SessionEvent ASKED = said(2, NOON, say(CLIENT, "几点上班"));
    private static final SessionEvent TRANSFERRED =
            new SessionTransferred(3, NOON, ANN, new QueueId(1), SessionKind.HUMAN, PEOPLES_IDLE);

    @Test
    void everyWordOfTheClientIsAQuestionUntilItIsAnswered() {
        var more = said(3, NOON, say(CLIENT, "多久发货"));
        assertThat(asked(ASKED, more)).containsExactly(new Asked(2, "几点上班"), new Asked(3, "多久发货"));
        assertThat(asked(ASKED, more, said(4, NOON, answer(3, "两天"))))
                .containsExactly(new Asked(2, "几点上班"));
        assertThat(asked(ASKED, said(3, NOON, answer(2, "九点")))).isEmpty();
    }

    @Test
    void anotherWordOfTheRobotIsNoAnswer() {
        assertThat(asked(ASKED, said(3, NOON, say(agent(BOT), "请稍等")))).hasSize(1);
    }

    @Test
    void aPictureOrAPlaceIsAQuestionAndANoticeIsNone() {
        var picture = new Media(Media.Kind.PICTURE, "http://h/p", null, null, null, null);
        var place = new Location(31.2, 121.5, "人民广场", null, null);
        assertThat(asked(word(2, picture), word(3, place), word(4, new Notice(Notice.CUSTOM, "x"))))
                .containsExactly(
                        new Asked(2, "http://h/p"), new Asked(3, "[位置] 人民广场 (31.2,121.5)"));
    }

    @Test
    void nobodyIsAskedWherePeopleAnswer() {
        Open open = (Open) given(talking(), said(2, NOON, say(CLIENT, "hi"))).state();
        assertThat(open.asked()).isEmpty();
        assertThat(Session.askAgainAt(open, NOON)).isEmpty();
    }

    @Test
    void silenceBeginsAnewWithThePerson() {
        var warned = new IdleWarned(2, NOON, "still there?");
        var later = NOON.plusSeconds(1000);
        var transferred =
                new SessionTransferred(
                        3, later, ANN, new QueueId(1), SessionKind.HUMAN, PEOPLES_IDLE);
        SessionState state = given(talkingToRobot(), warned, transferred).state();
        assertThat(Session.lookAgainAt(state, later))
                .contains(later.plus(PEOPLES_IDLE.warnAfter()));
    }

    @Test
    void aQuestionIsLookedAtSoonerThanSilence() {
        SessionState state = given(talkingToRobot(), ASKED).state();
        assertThat(Session.lookAgainAt(state, NOON)).contains(NOON.plusSeconds(30));
        assertThat(Session.lookAgainAt(talkingToRobot(), NOON)).contains(NOON.plusSeconds(600));
    }

    @Test
    void aPersonTakesOver() {
        given(talkingToRobot(), ASKED).when(takeOver(ANN)).then(TRANSFERRED);
    }

    @Test
    void takingOverTwiceIsNoErrorAndNothingNew() {
        var handed = given(talkingToRobot(), ASKED, TRANSFERRED);
        handed.when(takeOver(ANN)).then();
        handed.when(takeOver(BOB)).then();
        given(talking()).when(takeOver(BOB)).then();
        given(talkingToRobot(), new Closed(2, NOON, SYSTEM, "x")).when(takeOver(ANN)).then();
    }

    @Test
    void theRobotHasLeftAndAnswersNoMore() {
        var handed = given(talkingToRobot(), ASKED, TRANSFERRED);
        assertThat(((Open) handed.state()).asked()).isEmpty();
        assertThat(((Open) handed.state()).agents()).containsExactly(ANN);
        handed.when(answer(2, "九点")).thenRefused(ErrorCode.NOT_A_PARTICIPANT);
        assertThat(asked(ASKED, TRANSFERRED, said(4, NOON, say(CLIENT, "在吗")))).isEmpty();
    }

    @Test
    void fromThenOnTheRulesOfThePersonsQueueCount() {
        var handed = given(talkingToRobot(), ASKED, TRANSFERRED);
        assertThat(handed.state().facts().queue()).isEqualTo(new QueueId(1));
        assertThat(handed.state().facts().kind()).isEqualTo(SessionKind.HUMAN);
        assertThat(Session.decide(handed.state(), new Tick(), NOON.plusSeconds(60)))
                .hasExactlyElementsOfTypes(IdleWarned.class);
        handed.when(new Tick(), Duration.ofSeconds(59)).then();
    }

    @Test
    void aDedicatedSessionHasNoIdleRule() {
        Facts facts = talking().facts();
        Facts dedicated =
                new Facts(
                        facts.id(),
                        facts.tenant(),
                        facts.queue(),
                        SessionKind.DEDICATED,
                        facts.client(),
                        facts.idle(),
                        facts.target());
        var talk = given(talking(dedicated));
        talk.when(new Tick(), Duration.ofDays(400)).then();
        assertThat(Session.lookAgainAt(talk.state(), NOON)).isEmpty();
    }

    private static List<Asked> asked(SessionEvent... history) {
        return ((Open) given(talkingToRobot(), history).state()).asked();
    }

    private static SessionEvent word(long seq, Message message) {
        return said(
                seq, NOON, new Say(CLIENT, message, new MessageKey("k" + seq, null), null, null));
    }
}
