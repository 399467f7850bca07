package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SALES;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.agent.ConsoleEvent.RequestGone;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consoles are shown, and how their sockets end. */
class KfSocketIT {
    private static final List<Message> HELLO = List.of(Message.Text.plain("hello"));
    private static final SessionId SESSION = new SessionId(96);

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private void happens(Topic<ConsoleEvent> topic, ConsoleEvent event) {
        house.bus.publish(topic, event);
    }

    private static RequestWaiting waiting(@Nullable AgentId offeredTo) {
        return waiting(7, offeredTo);
    }

    private static RequestWaiting waiting(long request, @Nullable AgentId offeredTo) {
        return new RequestWaiting(
                SALES,
                new RequestId(request),
                LORI,
                offeredTo,
                offeredTo == null ? 0 : 1,
                HELLO.size(),
                HELLO,
                NOW);
    }

    /** As the document has it; beside that it says for which request it is. */
    private static String plain(JsonObject push, int request) {
        assertThat(push.remove("request_id")).isEqualTo(request);
        return push.encode();
    }

    private static SessionSaid said(Party speaker, long seq, String text) {
        return new SessionSaid(SESSION, LORI, speaker, Message.Text.plain(text), seq, NOW);
    }

    @Test
    void whoWaitsIsShownToThoseWhoMayTakeIt() throws Exception {
        Console elite = house.logIn(SELITE);
        Console lori = house.logIn(AE1EA);
        elite.json(); // login_push

        happens(Topic.queue(SALES), waiting(null));
        assertThat(plain(elite.json(), 7)).isEqualTo(Wire.golden("wait_list_push"));
        assertThat(plain(lori.json(), 7)).isEqualTo(Wire.golden("wait_list_push"));

        happens(Topic.queue(SALES), waiting(AE1EA.id()));
        assertThat(lori.json().getJsonArray("user_query").isEmpty())
                .as("asked, with no new words")
                .isTrue();
        elite.expectNothing();
    }

    @Test
    void whoWasTakenIsShownToTheOthersInItsPlaceAmongThePushes() throws Exception {
        Console elite = house.logIn(SELITE);
        Console lori = house.logIn(AE1EA);
        elite.json(); // login_push

        happens(Topic.queue(SALES), new RequestGone(SALES, new RequestId(7), LORI, AE1EA.id()));
        happens(Topic.queue(SALES), waiting(8, null));
        happens(Topic.queue(SALES), new RequestGone(SALES, new RequestId(8), LORI, null));
        happens(
                Topic.queue(SALES),
                new RequestGone(SALES, new RequestId(8), LORI, new AgentId("nobody")));

        JsonObject taken = elite.json();
        assertThat(taken.getString("method")).isEqualTo("connect_push");
        assertThat(taken.getLong("customer_id")).isEqualTo(2);
        assertThat(elite.json().getString("method")).isEqualTo("wait_list_push");
        assertThat(plain(elite.json(), 8)).isEqualTo(Wire.golden("connect_push"));
        assertThat(lori.json().getString("method")).isEqualTo("wait_list_push");
    }

    @Test
    void theAgentIsShownItsSessionsAndItsUsersWords() throws Exception {
        Console elite = house.logIn(SELITE);

        happens(
                Topic.agent(SELITE.id()),
                new SessionAssigned(SESSION, LORI, SELITE.id(), HELLO, 2, NOW, List.of()));
        happens(Topic.agent(SELITE.id()), said(new Party.OfClient(LORI.id()), 3, "hello"));
        happens(Topic.agent(SELITE.id()), said(new Party.OfAgent(SELITE.id()), 4, "my own"));

        assertThat(elite.next()).isEqualTo(Wire.golden("connect_list_push"));
        assertThat(elite.next()).isEqualTo(Wire.golden("connect_list_push"));
        elite.expectNothing();
    }

    @Test
    void whatTheDocumentDoesNotKnowIsShownOnlyToWhoAskedForIt() throws Exception {
        Console plain = house.logIn(SELITE);
        Console modern = house.logIn(AE1EA, "disconnect_push", "typing", "preview");
        plain.json(); // login_push

        for (AgentId agent : List.of(SELITE.id(), AE1EA.id())) {
            Topic<ConsoleEvent> topic = Topic.agent(agent);
            happens(topic, new SessionSignalled(SESSION, LORI, Signal.Kind.TYPING, null));
            happens(topic, new SessionSignalled(SESSION, LORI, Signal.Kind.PREVIEW, "hel"));
            happens(topic, new SessionEnded(SESSION, LORI, new Party.OfClient(LORI.id()), 9));
            happens(topic, new SessionEnded(SESSION, LORI, new Party.OfAgent(AE1EA.id()), 9));
        }

        assertThat(modern.json().getString("method")).isEqualTo("typing_push");
        JsonObject preview = modern.json();
        assertThat(preview.getString("method")).isEqualTo("preview_push");
        assertThat(preview.getString("text")).isEqualTo("hel");
        assertThat(modern.next())
                .isEqualTo(
                        """
                        {"code":0,"method":"disconnect_push",\
                        "userid":"oIpsf0-aIqF_6pwXLomKn1LwmPXE"}""");
        modern.expectNothing();
        plain.expectNothing();
    }

    @Test
    void loggingOutClosesAndIsShownToTheOthers() throws Exception {
        Console elite = house.logIn(SELITE);
        Console lori = house.logIn(AE1EA);
        house.bus.told.clear();

        elite.send("{\"method\":\"logout\"}");

        assertThat(elite.closeCode()).isEqualTo(1000);
        JsonObject push = lori.json();
        assertThat(push.getString("method")).isEqualTo("logout_push");
        assertThat(push.getValue("customer_id")).isEqualTo(1);
        assertThat(house.presence.row(SELITE.id()).present()).isFalse();
        assertThat(house.bus.told)
                .containsExactly(new ScriptedBus.Sent("queue.1", new AgentTouched(SELITE.id())));
        assertThat(house.bus.listening()).isEqualTo(3);
    }

    @Test
    void aLogoutThatCannotBeStoredStillEndsTheSocket() throws Exception {
        Console elite = house.logIn(SELITE);
        house.presence.failures.set(1);

        elite.send("{\"method\":\"logout\"}");

        assertThat(elite.closeCode()).isEqualTo(1000);
        House.await(() -> !house.presence.row(SELITE.id()).connected());
        assertThat(house.presence.row(SELITE.id()).present()).isTrue();
    }

    @Test
    void aSocketThatIsLostStartsTheGraceTimeAndNobodyIsTold() throws Exception {
        Console elite = house.logIn(SELITE);
        Console lori = house.logIn(AE1EA);
        house.bus.told.clear();

        elite.close();

        House.await(() -> house.bus.listening() == 3);
        House.await(() -> !house.presence.row(SELITE.id()).connected());
        assertThat(house.presence.row(SELITE.id()).present()).isTrue();
        House.await(() -> house.bus.told.size() == 1);
        assertThat(house.watched).hasSize(1);
        lori.expectNothing();
        happens(Topic.tenant(Demo.MAIN), new AgentWent(SELITE.id(), 1, SELITE.name(), NOW));
        assertThat(lori.json().getString("method")).isEqualTo("logout_push");
    }

    @Test
    void absenceIsStoredWhenTheDatabaseIsBack() throws Exception {
        Console elite = house.logIn(SELITE);
        house.presence.failures.set(2);

        elite.close();

        House.await(() -> !house.presence.row(SELITE.id()).connected());
        assertThat(house.presence.row(SELITE.id()).status()).isEqualTo(AgentStatus.ONLINE);
    }

    @Test
    void beatsAreBareTextAndAnyFrameIsASignOfLife() throws Exception {
        Console elite = house.logIn(SELITE);
        Heartbeats.Socket socket = house.watched.iterator().next();
        long before = socket.lastHeardNanos();

        socket.beat();
        assertThat(elite.next()).isEqualTo("beat");
        elite.send("beat");

        House.await(() -> socket.lastHeardNanos() > before);
        elite.expectNothing();
    }

    @Test
    void beatsAreForThoseWhoAreIn() throws Exception {
        Console stranger = house.connect();

        stranger.send("beat");

        assertThat(stranger.call("{\"method\":\"x\"}").getInteger("code")).isEqualTo(440);
        assertThat(house.watched).isEmpty();
    }

    @Test
    void aSilentSocketIsLetGo() throws Exception {
        Console elite = house.logIn(SELITE);

        house.watched.iterator().next().closeSilent();

        assertThat(elite.closeCode()).isEqualTo(4408);
        assertThat(house.presence.row(SELITE.id()).connected()).isFalse();
        assertThat(house.bus.listening()).isZero();
        assertThat(house.watched).isEmpty();
    }

    @Test
    void onlyTextOfAFairLengthIsTaken() throws Exception {
        Console binary = house.logIn(SELITE);
        binary.socket().writeBinaryMessage(Buffer.buffer("{}"));
        assertThat(binary.closeCode()).isEqualTo(1003);

        Console huge = house.connect();
        huge.send("x".repeat(ConsoleSockets.LONGEST_MESSAGE + 1));
        assertThat(huge.closeCode()).isEqualTo(1009);

        Console pieces = house.connect();
        pieces.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(60_000), false));
        pieces.socket()
                .writeFrame(
                        WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(60_000)), true));
        assertThat(pieces.closeCode()).isEqualTo(1009);
    }

    @Test
    void aFrameInPiecesIsOneFrame() throws Exception {
        Console elite = house.connect();
        String login = house.login(SELITE).encode();

        elite.socket().writeFrame(WebSocketFrame.textFrame(login.substring(0, 20), false));
        elite.socket()
                .writeFrame(
                        WebSocketFrame.continuationFrame(Buffer.buffer(login.substring(20)), true));

        assertThat(elite.json().getInteger("code")).isZero();
    }
}
