package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.BOT;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.MAIN;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent asks the robot for advice (document section 16), over a real socket. */
class KfAdviceIT {
    private static final String HELLO = "{\"type\":\"text\",\"value\":{\"text\":\"hello\"}}";

    private House house;
    private Console console;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
        console = house.logIn(SELITE);
        house.views.letTalk(SELITE.id());
        house.bus.told.clear();
        house.bus.published.clear();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private static JsonObject ask(Console console, String more, String... messages)
            throws Exception {
        return console.call(
                "{\"method\":\"get_answer_from_ai\",\"userid\":\""
                        + LORI.id().value()
                        + "\",\"user_query\":["
                        + String.join(",", messages)
                        + "]"
                        + more
                        + "}");
    }

    private int code(String more, String... messages) throws Exception {
        return ask(console, more, messages).getInteger("code");
    }

    @Test
    void theFirstRobotIsAskedAndTheVisitorHearsNothing() throws Exception {
        JsonObject reply = ask(console, ",\"bid\":\"1\",\"customer_id\":\"1\"", HELLO);

        assertThat(reply.getString("method")).isEqualTo("get_answer_from_ai");
        reply.remove("method");
        assertThat(reply.encode()).isEqualTo(Wire.golden("get_answer_from_ai"));
        assertThat(house.robot.asked)
                .containsExactly(
                        new Question(
                                MAIN, BOT.id(), new SessionId(96), LORI.id(), "hello", List.of()));
        assertThat(house.bus.asked).isEmpty();
        assertThat(house.bus.told).isEmpty();
        assertThat(house.bus.published).isEmpty();
    }

    @Test
    void severalMessagesAreOneQuestion() throws Exception {
        ask(console, "", HELLO, "{\"type\":\"picture\",\"value\":{\"url\":\"http://img/1.png\"}}");

        assertThat(house.robot.asked.getFirst().text()).isEqualTo("hello\nhttp://img/1.png");
    }

    @Test
    void whoDoesNotKnowAdvisesNothing() throws Exception {
        house.robot.answer = Future.succeededFuture(new Answer(Message.Text.plain("sorry"), false));

        JsonObject reply = ask(console, "", HELLO);

        assertThat(reply.getInteger("code")).isZero();
        assertThat(reply.getJsonObject("data").getJsonArray("message_list"))
                .isEqualTo(new JsonArray());
    }

    @Test
    void whoThinksTooLongIsNotWaitedFor() throws Exception {
        Promise<Answer> never = Promise.promise();
        house.robot.answer = never.future();

        JsonObject reply = ask(console, "", HELLO);

        reply.remove("method");
        assertThat(reply).isEqualTo(new JsonObject(Wire.golden("get_answer_from_ai-too-late")));
        house.robot.answer = Future.succeededFuture(new Answer(Message.Text.plain("hello"), true));
        assertThat(code("", HELLO)).isZero();
    }

    @Test
    void onlyWhoTalksIsAdvised() throws Exception {
        house.views.letTalk(AE1EA.id());

        assertThat(code("", HELLO)).isEqualTo(403);
        assertThat(code(",\"customer_id\":2", HELLO)).isEqualTo(403);
        assertThat(code(",\"bid\":2", HELLO)).isEqualTo(403);
        assertThat(house.robot.asked).isEmpty();

        Console boss = house.logIn(BOSS);
        assertThat(ask(boss, ",\"customer_id\":2", HELLO).getInteger("code")).isZero();
    }

    @Test
    void withoutAQuestionOrARobotThereIsNoAnswer() throws Exception {
        assertThat(code("")).isEqualTo(400);
        assertThat(code("", "{\"type\":\"text\",\"value\":{\"text\":\" \"}}")).isEqualTo(400);
        assertThat(code("", "{\"type\":\"song\",\"value\":{\"text\":\"x\"}}")).isEqualTo(400);

        house.robot.first = Optional.empty();
        assertThat(code("", HELLO)).isEqualTo(404);
    }
}
