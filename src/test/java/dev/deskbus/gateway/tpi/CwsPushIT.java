package dev.deskbus.gateway.tpi;

import static dev.deskbus.gateway.tpi.CwsServer.ELITE;
import static dev.deskbus.gateway.tpi.CwsServer.SESSION;
import static dev.deskbus.gateway.tpi.CwsServer.frame;
import static dev.deskbus.gateway.tpi.CwsServer.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.port.VisitorStore.Asked;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What visitors are pushed, and what happens until they confirm it. */
class CwsPushIT {
    private static final Duration RESEND = Duration.ofMillis(400);

    private CwsServer server;

    @BeforeEach
    void open() throws Exception {
        server = new CwsServer(settings(RESEND));
        server.bus.script.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void whoAsksForAnAgentHearsOfItsPlaceAndOfTheTalk() throws Exception {
        server.beginRounds();
        VisitorPage page = server.connect();
        server.bus.script.answer(
                command -> {
                    server.visitors.put(
                            new Asked(new RequestId(103), RequestStatus.WAITING, 2, null));
                    return new QueueAnswer.Enqueued(new RequestId(103), 2);
                });

        JsonNode answer = page.call(frame(1, 101).put("queueId", 2).put("from", "WEB"));
        assertThat(answer.toString())
                .isEqualTo(
                        "{\"messageId\":1,\"type\":101,\"result\":1,\"message\":\"success\","
                                + "\"requestId\":103,\"queueLength\":2}");
        QueueCommand.Enqueue enqueue = server.bus.script.lastAsked();
        assertThat(enqueue.origin().target().baseUrl()).isEqualTo("http://crm.internal/chat");
        assertThat(page.pushOf(201).get("queueLength").asInt()).isEqualTo(2);
        server.visitors.put(new Asked(new RequestId(103), RequestStatus.WAITING, 1, null));
        assertThat(page.pushOf(201).get("queueLength").asInt()).isEqualTo(1);
        server.visitors.put(new Asked(new RequestId(103), RequestStatus.ACCEPTED, 0, null));
        server.begin();
        server.hint(new VisitorEvent.RequestChanged(new RequestId(103)));

        assertThat(page.pushOf(201).get("requestStatus").asInt()).isEqualTo(1);
        JsonNode started = page.pushOf(202);
        assertThat(started.get("sessionId").asLong()).isEqualTo(96);
        assertThat(started.at("/users/0/id").asText()).isEqualTo("SELITE");
        assertThat(started.at("/users/1/name").asText()).isEqualTo("rose");
        CwsServer.await(() -> server.visitors.knowsEnd(new RequestId(103)));
        CwsServer.await(() -> server.visitors.confirmed(SESSION) == 1);
    }

    @Test
    void aPushIsSentAgainUntilItIsConfirmed() throws Exception {
        server.begin();
        VisitorPage page = server.connect();
        page.pushOf(202);
        server.say("hi");

        JsonNode first = page.push();
        JsonNode again = page.push();
        assertThat(again).isEqualTo(first);
        page.confirm(again);
        page.confirm(again);

        CwsServer.await(() -> server.visitors.confirmed(SESSION) == 2);
    }

    @Test
    void itIsGivenUpAfterAWhileAndTheTalkGoesOn() throws Exception {
        server.begin();
        VisitorPage page = server.connect();
        for (int i = 0; i < 3; i++) {
            assertThat(page.push().get("type").asInt()).isEqualTo(202);
        }
        assertThat(page.isQuietFor(1000)).isTrue();

        server.say("hi");

        assertThat(page.pushOf(210).at("/msg/content").asText()).isEqualTo("hi");
        CwsServer.await(() -> server.visitors.confirmed(SESSION) == 2);
    }

    @Test
    void whatNobodyToldIsFoundByTheRounds() throws Exception {
        server.begin();
        server.beginRounds();
        VisitorPage page = server.connect();
        page.pushOf(202);

        server.sayInSilence("untold");

        assertThat(next(page, 210).at("/msg/content").asText()).isEqualTo("untold");
    }

    @Test
    void anotherSocketGoesOnWhereTheReceiptsEnd() throws Exception {
        server.begin();
        VisitorPage page = server.connect();
        page.pushOf(202);
        server.say("one");
        next(page, 210);
        server.say("two");
        JsonNode unconfirmed = page.push();
        page.close();
        CwsServer.await(() -> server.visitors.confirmed(SESSION) == 2);
        server.sayInSilence("three");

        VisitorPage again = server.connect();

        assertThat(again.push()).isEqualTo(unconfirmed);
        assertThat(next(again, 210).at("/msg/content").asText()).isIn("two", "three");
    }

    @Test
    void typingIsShown() throws Exception {
        server.begin();
        VisitorPage page = server.connect();
        page.pushOf(202);

        server.hint(new VisitorEvent.AgentTypes(SESSION, ELITE));

        JsonNode typing = page.push();
        assertThat(typing.at("/msg/noticeType").asInt()).isEqualTo(5);
        assertThat(typing.has("rsId")).isFalse();
    }

    @Test
    void withoutReceiptsThePushesHaveNoMark() throws Exception {
        try (CwsServer plain = new CwsServer(settings(Duration.ZERO))) {
            plain.begin();
            VisitorPage page = plain.open(plain.address("/webchat/cws?token=" + CwsServer.token()));
            assertThat(page.push().toString()).contains("\"type\":200").doesNotContain("rsId");
            assertThat(page.push().toString()).contains("\"type\":202").doesNotContain("rsId");
            assertThat(page.isQuietFor(600)).isTrue();
            CwsServer.await(() -> plain.visitors.confirmed(SESSION) == 1);
        }
    }

    @Test
    void aDatabaseThatIsAwayKeepsNobodyOut() throws Exception {
        server.begin();
        VisitorPage page = server.connect();
        page.pushOf(202);
        server.visitors.isDown = true;
        server.beginRounds();
        server.sayInSilence("one");
        server.say("two");
        server.bus.script.answer(new Refusal(ErrorCode.UNAVAILABLE, "down"));
        assertThat(
                        page.call(
                                        frame(1, 110)
                                                .put("sessionId", 96)
                                                .set(
                                                        "msg",
                                                        CwsServer.read(
                                                                "{\"type\":1,\"content\":"
                                                                        + "{\"text\":\"x\"}}")))
                                .get("result")
                                .asInt())
                .isEqualTo(-100);

        server.visitors.isDown = false;

        assertThat(next(page, 210).at("/msg/content").asText()).isEqualTo("one");
        assertThat(next(page, 210).at("/msg/content").asText()).isEqualTo("two");
    }

    /** The first of that type; others are sent again until they are confirmed. */
    private static JsonNode next(VisitorPage page, int type) throws Exception {
        JsonNode push = page.push();
        while (push.get("type").asInt() != type) {
            page.confirm(push);
            push = page.push();
        }
        page.confirm(push);
        return push;
    }
}
