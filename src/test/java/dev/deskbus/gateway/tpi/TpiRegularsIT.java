package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionKind;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever said something a moment ago is not looked up again (docs/decisions/0119). */
class TpiRegularsIT {
    private static final SessionAnswer LOGGED = new SessionAnswer.Logged(1, Instant.EPOCH);

    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
        caller.talks(96, true);
        server.bus.answer(LOGGED);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theFirstWordIsSaidByWhoWasFoundTheSecondUnderTheTokenItself() throws Exception {
        assertThat(say("one")).isEqualTo(1);
        server.views.sessions.clear();
        assertThat(say("two")).isEqualTo(1);

        Say first = (Say) server.bus.asked.getFirst().command();
        Say second = server.bus.lastAsked();
        assertThat(first.token()).isNull();
        assertThat(second.token()).isEqualTo(caller.key());
        assertThat(second.speaker()).isEqualTo(first.speaker());
        assertThat(second.message()).isEqualTo(Message.Text.plain("two"));
    }

    @Test
    void whoIsRefusedThereGoesTheLongWayWithTheSameMessage() throws Exception {
        say("one");
        server.bus.answer(
                command ->
                        ((Say) command).token() == null
                                ? LOGGED
                                : new Refusal(ErrorCode.TOKEN_INVALID, "not seen"));

        assertThat(say("two")).isEqualTo(1);

        Say unseen = (Say) server.bus.asked.get(1).command();
        Say seen = server.bus.lastAsked();
        assertThat(server.bus.asked).hasSize(3);
        assertThat(seen.key()).isEqualTo(unseen.key());
        assertThat(seen.under(caller.key())).isEqualTo(unseen);
    }

    @Test
    void aTokenThatHasEndedIsRefusedAndNotBelievedAgain() throws Exception {
        say("one");
        server.clients.grants.clear();
        server.bus.answer(new Refusal(ErrorCode.TOKEN_INVALID, "no such token"));

        assertThat(say("two")).isEqualTo(-15);
        assertThat(say("three")).isEqualTo(-15);
        assertThat(server.bus.asked).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"SESSION_CLOSED", "SESSION_UNKNOWN", "NOT_A_PARTICIPANT"})
    void aSessionThatIsOverOrAnothersIsMinusEleven(ErrorCode code) throws Exception {
        say("one");
        caller.talks(96, false);
        server.bus.answer(new Refusal(code, "no"));

        assertThat(say("two")).isEqualTo(-11);
        assertThat(say("three")).isEqualTo(-11);
        assertThat(server.bus.asked).hasSize(2);
    }

    @Test
    void whatIsWrongInItsFormIsAnsweredAsEver() throws Exception {
        say("one");

        assertThat(say(" ")).isEqualTo(-17);
        say("one");
        assertThat(caller.call(2001, "sessionId", 96).get("result").asInt()).isEqualTo(-14);
        server.clients.grants.clear();
        assertThat(caller.call(2001, "sessionId", 96).get("result").asInt()).isEqualTo(-15);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "OVERLOADED"})
    void whatMayHaveBeenHeardIsNotSaidTwice(ErrorCode code) throws Exception {
        say("one");
        server.bus.answer(new Refusal(code, "who knows"));

        assertThat(say("two")).isEqualTo(-100);
        assertThat(server.bus.asked).hasSize(2);
    }

    @Test
    void whatIsNotSignedAsItsIntegrationWantsItNowIsNotHeard() throws Exception {
        say("one");
        server.directory.signings.put("main", new Signing(Rule.REQUIRED, "123456", null));

        assertThat(say("two")).isEqualTo(-30);
        assertThat(server.bus.asked).hasSize(1);
    }

    @Test
    void wordsToARobotAreSaidByWhoWasFound() throws Exception {
        caller.talks(97, true, SessionKind.ROBOT);

        caller.call(2001, "sessionId", 97, "text", "one");
        caller.call(2001, "sessionId", 97, "text", "two");

        assertThat(((Say) server.bus.lastAsked()).token()).isNull();
    }

    @Test
    void anotherSessionOrAnotherTokenIsLookedUp() throws Exception {
        caller.talks(97, true);
        say("one");

        caller.call(2001, "sessionId", 97, "text", "two");
        assertThat(((Say) server.bus.lastAsked()).token()).isNull();
        server.logIn("lori").call(2001, "sessionId", 96, "text", "three");
        assertThat(((Say) server.bus.lastAsked()).token()).isNull();
    }

    private int say(String text) throws Exception {
        return caller.call(2001, "sessionId", 96, "text", text).get("result").asInt();
    }
}
