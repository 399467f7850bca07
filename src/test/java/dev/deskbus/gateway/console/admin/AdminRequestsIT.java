package dev.deskbus.gateway.console.admin;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.Demo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered to those who are in, to the byte where the document shows it. */
class AdminRequestsIT {
    private AdminHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new AdminHouse();
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    /** The reply with a known connection and nobody online, as the golden files have it. */
    private static String plain(JsonObject reply) {
        JsonObject data = reply.getJsonObject("data");
        JsonObject plain = new JsonObject();
        for (String key : data.fieldNames()) {
            plain.put(
                    key,
                    switch (key) {
                        case "ix" -> "9f0c";
                        case "admin_list" -> new JsonObject();
                        case String _ -> data.getValue(key);
                    });
        }
        JsonObject copy = new JsonObject();
        reply.fieldNames()
                .forEach(key -> copy.put(key, key.equals("data") ? plain : reply.getValue(key)));
        return copy.encode();
    }

    private static void assertCode(JsonObject reply, int code, String words) {
        assertThat(reply.getValue("code")).as(reply.encode()).isEqualTo(code);
        assertThat(reply.getString("message")).isEqualTo(words);
        assertThat(reply.getJsonObject("data")).isEmpty();
    }

    @Test
    void theLogin() throws Exception {
        house.letTalk(SELITE, "hello");
        Console console = house.connect();

        JsonObject reply =
                console.call(
                        AdminSamples.request("31000-login")
                                .replace("''", "'" + house.token(SELITE) + "'"));

        assertThat(plain(reply)).isEqualTo(AdminSamples.golden("31000-login"));
    }

    @Test
    void theListOfTalks() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);

        assertThat(plain(console.call(AdminSamples.request("32000-list"))))
                .isEqualTo(AdminSamples.golden("32000-list"));
        JsonObject second = console.call("{api_key:32000,page_index:2}").getJsonObject("data");
        assertThat(second.getJsonArray("list")).isEmpty();
        assertThat(second.getInteger("total")).isEqualTo(1);
    }

    @Test
    void whatWasSaid() throws Exception {
        Console console = house.logIn(SELITE);
        house.guests.words.add(AdminHouse.row(3, new Party.OfClient(LORI.id()), "hello"));
        house.guests.words.add(AdminHouse.row(4, new Party.OfAgent(SELITE.id()), "hi"));

        JsonObject reply =
                console.call(
                        AdminSamples.request("32100-content")
                                .replace("gid :0", "gid :17")
                                .replace("group_id : 0", "group_id : 1")
                                .replace("page_index : 1", "page_index : 2")
                                .replace("page_size : 10", "page_size : 2"));

        assertThat(plain(reply)).isEqualTo(AdminSamples.golden("32100-content"));
        assertThat(house.guests.asked).isEqualTo("1 1 2 2");
    }

    @Test
    void whoSpokeIsSaid() throws Exception {
        Console console = house.logIn(SELITE);
        house.guests.words.add(AdminHouse.row(1, new Party.OfAgent(Demo.BOT.id()), "bot"));
        house.guests.words.add(AdminHouse.row(2, new Party.OfSystem(), "system"));

        var list =
                console.call("{api_key:32100,gid:17,group_id:1}")
                        .getJsonObject("data")
                        .getJsonArray("list");

        assertThat(list.getJsonObject(0).getString("from")).isEqualTo("robot");
        assertThat(list.getJsonObject(1).getString("from")).isEqualTo("system");
    }

    @Test
    void whatIsNotTheAgentsIsAsUnknownAsWhatNeverWas() throws Exception {
        Console console = house.logIn(SELITE);

        assertCode(console.call("{api_key:32100,gid:18,group_id:1}"), -32101, AdminWords.NO_GUEST);
        assertCode(console.call("{api_key:32100,gid:17,group_id:2}"), -32102, AdminWords.NO_GROUP);
        assertCode(console.call("{api_key:32300,gid:18,msg:'x'}"), -32301, AdminWords.NO_GUEST);
        house.letTalk(AE1EA, "hello");
        assertCode(console.call("{api_key:32300,gid:17,msg:'x'}"), -32301, AdminWords.NO_TALK);
        assertThat(house.bus.asked).isEmpty();
    }

    @Test
    void whatIsSaidIsAnsweredOnceItStands() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(4, Demo.NOW)));

        JsonObject reply =
                console.call(
                        AdminSamples.request("32300-send")
                                .replace("gid :0", "gid :17")
                                .replace("msg: 0", "msg: 'hi'"));

        assertThat(reply.encode()).isEqualTo(AdminSamples.golden("32300-send"));
        Say say = (Say) house.bus.asked.getFirst().message();
        assertThat(house.bus.asked.getFirst().address()).isEqualTo("session.96");
        assertThat(say.speaker()).isEqualTo(new Party.OfAgent(SELITE.id()));
    }

    @Test
    void aRepeatHasTheSameKeyAndCardsLieBeside() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);
        house.bus.answer(_ -> Future.succeededFuture(new SessionAnswer.Logged(4, Demo.NOW)));
        String frame = "{api_key:32300,gid:17,file_type:3,msg:{title:'shoe'},client_msg_id:'7'}";

        JsonObject reply = console.call(frame);
        console.call(frame);

        Say say = (Say) house.bus.asked.get(0).message();
        assertThat(say.key().id()).isEqualTo("admin:SELITE:7");
        assertThat(((Say) house.bus.asked.get(1).message()).key()).isEqualTo(say.key());
        assertThat(say.message()).isEqualTo(new Notice(0, "[商品] shoe"));
        assertThat(say.extra()).isEqualTo("{\"file_type\":3,\"msg\":{\"title\":\"shoe\"}}");
        JsonObject info = reply.getJsonObject("data").getJsonObject("message_info");
        assertThat(info.getInteger("file_type")).isEqualTo(3);
        assertThat(info.getJsonObject("msg").getString("title")).isEqualTo("shoe");
    }

    @Test
    void whatDoesNotStandIsNotAcknowledged() throws Exception {
        house.letTalk(SELITE, null);
        Console console = house.logIn(SELITE);
        String frame = "{api_key:32300,gid:17,msg:'hi'}";

        house.bus.answer(_ -> Future.failedFuture(new Refusal(ErrorCode.SESSION_CLOSED, "over")));
        assertCode(console.call(frame), -32301, AdminWords.NO_TALK);
        house.bus.answer(_ -> Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "down")));
        assertCode(console.call(frame), -100, "系统错误");
    }

    @Test
    void whoIsThere() throws Exception {
        house.guests.loads.put(SELITE.id(), 1);
        Console console = house.logIn(SELITE);

        console.send(AdminSamples.request("33000-agents"));

        assertThat(console.next()).isEqualTo(AdminSamples.golden("33000-agents"));
    }

    @Test
    void marksAreEchoedAndOrderIsKept() throws Exception {
        Console console = house.logIn(SELITE);
        List<String> frames =
                List.of("{api_key:33000,seq:1}", "{api_key:99,seq:'b'}", "{call_type:0,seq:3}");

        frames.forEach(console::send);

        assertThat(console.json().getValue("seq")).isEqualTo(1);
        JsonObject unknown = console.json();
        assertThat(unknown.getValue("seq")).isEqualTo("b");
        assertThat(unknown.getInteger("api_key")).isEqualTo(99);
        assertCode(unknown, -19, "未知的api_key");
        assertThat(console.json().getValue("seq")).isEqualTo(3);
        console.send("nonsense");
        assertThat(console.next()).isEqualTo(AdminSamples.golden("unreadable"));
        console.send("{api_key:32100}");
        assertThat(console.next()).isEqualTo(AdminSamples.golden("error"));
    }
}
