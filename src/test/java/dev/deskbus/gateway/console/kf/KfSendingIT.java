package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent says to a user (document section 12), over a real socket. */
class KfSendingIT {
    private static final String USER = ",\"userid\":\"" + LORI.id().value() + "\"";

    private House house;
    private Console console;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
        console = house.logIn(SELITE);
        house.bus.told.clear();
        house.bus.published.clear();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private JsonObject call(String method, String parameters) throws Exception {
        return call(console, method, parameters);
    }

    private static JsonObject call(Console console, String method, String parameters)
            throws Exception {
        JsonObject reply = console.call("{\"method\":\"" + method + "\"" + parameters + "}");
        assertThat(reply.getString("method")).isEqualTo(method);
        return reply;
    }

    private int code(String method, String parameters) throws Exception {
        return call(method, parameters).getInteger("code");
    }

    @Test
    void messagesAreSaidOneAfterTheOther() throws Exception {
        house.views.letTalk(SELITE.id());
        List<Promise<SessionAnswer>> answers = new CopyOnWriteArrayList<>();
        house.bus.answer(
                _ -> {
                    answers.add(Promise.promise());
                    return answers.getLast().future();
                });

        console.send("{\"method\":\"send_to_user\"" + USER + message("a", "b") + "}");
        House.await(() -> answers.size() == 1);
        answers.getFirst().complete(new SessionAnswer.Logged(4, NOW));
        House.await(() -> answers.size() == 2);
        answers.get(1).complete(new SessionAnswer.Logged(5, NOW));

        assertThat(console.next())
                .isEqualTo(
                        """
                        {"code":0,"method":"send_to_user",\
                        "data":{"failure":0,"success":2,"ids":["96-4","96-5"]}}""");
        assertThat(said()).containsExactly("a", "b");
        assertThat(keys()).doesNotHaveDuplicates();
    }

    @Test
    void theConsolesOwnIdRecognisesARepeat() throws Exception {
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(4, NOW)));

        code("send_to_user", USER + message("a") + ",\"client_msg_id\":\"m1\"");
        code("send_to_user", USER + message("a") + ",\"client_msg_id\":\"m1\"");
        code("send_to_user", USER + message("a"));

        assertThat(keys()).hasSize(3);
        assertThat(keys().get(0)).isEqualTo(keys().get(1)).isNotEqualTo(keys().get(2));
    }

    @Test
    void whatFailsIsCountedAndNothingIsSaidAfterIt() throws Exception {
        house.views.letTalk(SELITE.id());
        house.bus.answer(
                command ->
                        said().size() < 2
                                ? Future.succeededFuture(new SessionAnswer.Logged(4, NOW))
                                : refuse(ErrorCode.UNAVAILABLE));

        JsonObject reply = call("send_to_user", USER + message("a", "b", "c"));

        assertThat(reply.getInteger("code")).isZero();
        assertThat(reply.getJsonObject("data").getInteger("success")).isEqualTo(1);
        assertThat(reply.getJsonObject("data").getInteger("failure")).isEqualTo(2);
        assertThat(said()).containsExactly("a", "b");
    }

    @Test
    void oneBadMessageDoesNotSpoilTheOthers() throws Exception {
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(4, NOW)));

        JsonObject reply = call("send_to_user", USER + message("a", " ", "b"));

        assertThat(reply.getInteger("code")).isZero();
        assertThat(reply.getJsonObject("data").getInteger("success")).isEqualTo(2);
        assertThat(reply.getJsonObject("data").getInteger("failure")).isEqualTo(1);
        assertThat(said()).containsExactly("a", "b");
    }

    @Test
    void whenNothingCouldBeSaidTheCodeSaysWhy() throws Exception {
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> refuse(ErrorCode.SESSION_CLOSED));

        JsonObject reply = call("send_to_user", USER + message("a", "b"));

        assertThat(reply.getInteger("code")).isEqualTo(403);
        assertThat(reply.getJsonObject("data").getInteger("failure")).isEqualTo(2);
        assertThat(reply.getJsonObject("data").getJsonArray("ids")).isEmpty();
    }

    @Test
    void nothingIsSaidInForeignSessionsOrWithoutWords() throws Exception {
        house.views.letTalk(AE1EA.id());

        assertThat(code("send_to_user", USER + message("a"))).isEqualTo(403);
        assertThat(code("send_to_user", USER + ",\"message\":[]")).isEqualTo(400);
        assertThat(house.bus.asked).isEmpty();
    }

    private static String message(String... texts) {
        JsonArray messages = new JsonArray();
        for (String text : texts) {
            messages.add(
                    new JsonObject()
                            .put("type", "text")
                            .put("value", new JsonObject().put("text", text)));
        }
        return ",\"message\":" + messages.encode();
    }

    private List<String> said() {
        return house.bus.asked.stream()
                .map(sent -> ((Message.Text) ((Say) sent.message()).message()).text())
                .toList();
    }

    private List<String> keys() {
        return house.bus.asked.stream().map(sent -> ((Say) sent.message()).key().id()).toList();
    }

    private static Future<?> refuse(ErrorCode code) {
        return Future.failedFuture(new Refusal(code, "no"));
    }
}
