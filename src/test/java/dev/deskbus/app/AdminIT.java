package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin socket on the packaged node, on real PostgreSQL. */
class AdminIT {
    @TempDir static Path folder;
    private static int database;
    private static NodeProcess node;
    private static CallbackReceiver thirdParty;

    @BeforeAll
    static void startNode() throws Exception {
        thirdParty = new CallbackReceiver();
        database = FreePorts.next();
        node = NodeProcess.start(folder, Map.of("DESKBUS_DATABASE_PORT", "" + database));
    }

    @AfterAll
    static void stopNode() throws Exception {
        node.close();
        thirdParty.close();
        assertThat(node.output()).doesNotContain("ERROR");
    }

    /** A visitor who was given to that agent, in the automatic queue. */
    private static TpiCaller visitor(String name) throws Exception {
        TpiCaller visitor = new TpiCaller(node).logIn(name);
        visitor.enqueue(1, thirdParty.address());
        return visitor;
    }

    private static long session(TpiCaller visitor) throws Exception {
        return thirdParty
                .await("create", visitor.clientId(), 1)
                .getFirst()
                .body()
                .get("sessionId")
                .asLong();
    }

    private static void say(TpiCaller visitor, long session, String text) throws Exception {
        assertThat(visitor.call(2001, "sessionId", session, "text", text).path("result").asInt())
                .isEqualTo(1);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        Iterator<String> names = node.fieldNames();
        names.forEachRemaining(keys::add);
        return keys;
    }

    private static void assertLists(AdminConsole console, long gid) throws Exception {
        JsonNode list = console.ask(32000);
        assertThat(keys(list))
                .containsExactly(
                        "ix",
                        "admin_list",
                        "guest_list",
                        "is_refresh",
                        "refresh_token",
                        "list",
                        "total",
                        "page_index",
                        "page_size");
        assertThat(list.at("/guest_list/" + gid + "/message_info/msg").asText()).isEqualTo("0");
        JsonNode content =
                console.ask(32100, "gid", gid, "group_id", 1, "page_index", 1, "page_size", 1);
        assertThat(content.get("total").asInt()).isEqualTo(2);
        assertThat(content.at("/list/0/msg").asText()).isEqualTo("0");
        assertThat(content.at("/list/0/from").asText()).isEqualTo("admin");
        assertThat(console.ask(33000).at("/admin_list/000169/load").asInt()).isEqualTo(1);
    }

    @Test
    void aGuestIsGivenAndTalkedWith() throws Exception {
        try (AdminConsole console = AdminConsole.logIn(node, "000169")) {
            TpiCaller visitor = visitor("adm-talk");
            long session = session(visitor);
            JsonNode came = console.await(32401);
            long gid = came.at("/data/gid").asLong();
            assertThat(came.at("/data/guest_info/client_id").asText())
                    .isEqualTo(visitor.clientId());
            assertThat(came.at("/data/guest_info/group_id").asLong()).isEqualTo(1);

            say(visitor, session, "在吗");
            JsonNode said = console.await(32399, gid);
            assertThat(said.at("/data/message_info/msg").asText()).isEqualTo("在吗");
            assertThat(said.at("/data/message_info/from").asText()).isEqualTo("guest");
            JsonNode info = console.ask(32300, "gid", gid, "msg", "0").get("message_info");
            assertThat(keys(info)).startsWith("id", "gid", "msg", "file_type", "from", "time");
            JsonNode called = thirdParty.await("msg", visitor.clientId(), 1).getFirst().body();
            assertThat(called.get("content").asText()).isEqualTo("0");
            assertThat(called.get("messageId").asLong()).isEqualTo(info.get("id").asLong());

            assertLists(console, gid);
            visitor.call(4001, "sessionId", session);
            assertThat(console.call(32300, "gid", gid, "msg", "late").get("code").asInt())
                    .isEqualTo(-32301);
        }
    }

    @Test
    void allFileTypesReachTheThirdPartyAndComeBack() throws Exception {
        try (AdminConsole console = AdminConsole.logIn(node, "AE1EA")) {
            TpiCaller visitor = visitor("adm-files");
            long session = session(visitor);
            long gid = console.await(32401).at("/data/gid").asLong();
            String url = "http://img.example/a";

            for (int type : new int[] {1, 2, 5, 6}) {
                console.ask(32300, "gid", gid, "msg", url + type, "file_type", type);
            }
            console.ask(
                    32300, "gid", gid, "file_type", 3, "msg", Map.of("title", "红鞋", "price", 9));
            console.ask(32300, "gid", gid, "file_type", 4, "msg", "20261126-7");

            List<JsonNode> calls =
                    thirdParty.await("msg", visitor.clientId(), 6).stream()
                            .map(CallbackReceiver.Call::body)
                            .toList();
            assertThat(calls.get(0).get("content").asText()).contains("<img").contains(url + 1);
            assertThat(calls.get(3).get("content").asText()).contains(url + 6);
            assertThat(calls.get(4).get("type").asText()).isEqualTo("notice");
            assertThat(calls.get(4).get("content").asText()).isEqualTo("[商品] 红鞋");
            assertThat(calls.get(5).get("content").asText()).isEqualTo("[订单] 20261126-7");
            JsonNode list = console.ask(32100, "gid", gid, "group_id", 1).get("list");
            List<Integer> types = new ArrayList<>();
            list.forEach(each -> types.add(each.get("file_type").asInt()));
            assertThat(types).containsExactly(1, 2, 5, 6, 3, 4);
            assertThat(list.at("/4/msg/title").asText()).isEqualTo("红鞋");
            visitor.call(4001, "sessionId", session);
        }
    }

    /** A push that nobody sends is made up for from the log. */
    @Test
    void whatNobodyTellsIsShownAllTheSame() throws Exception {
        try (AdminConsole console = AdminConsole.logIn(node, "SELITE")) {
            TpiCaller visitor = visitor("adm-lost");
            long session = session(visitor);
            long gid = console.await(32401).at("/data/gid").asLong();
            say(visitor, session, "told");
            console.await(32399, gid);

            Untold.log(database, session);

            Await.until(
                    Duration.ofSeconds(30),
                    () -> console.words(gid),
                    words -> words.equals(List.of("told", "untold")));
            say(visitor, session, "again");
            Await.until(
                    Duration.ofSeconds(30),
                    () -> console.words(gid),
                    words -> words.equals(List.of("told", "untold", "again")));
            visitor.call(4001, "sessionId", session);
        }
    }

    @Test
    void tenantsNeverSeeEachOther() throws Exception {
        try (AdminConsole console = AdminConsole.logIn(node, "000169");
                AdminConsole other = AdminConsole.logIn(node, "OTHER1")) {
            TpiCaller visitor = visitor("adm-tenant");
            long session = session(visitor);
            long gid = console.await(32401).at("/data/gid").asLong();

            JsonNode foreign = other.call(32100, "gid", gid, "group_id", 1);
            JsonNode unknown = other.call(32100, "gid", 999_999, "group_id", 1);
            assertThat(foreign.get("code").asInt()).isEqualTo(-32101);
            assertThat(foreign.get("message")).isEqualTo(unknown.get("message"));
            assertThat(other.call(32300, "gid", gid, "msg", "x").get("code").asInt())
                    .isEqualTo(-32301);
            assertThat(keys(other.ask(33000).get("admin_list"))).containsExactly("OTHER1");
            visitor.call(4001, "sessionId", session);
        }
    }

    @Test
    void ofTwoLoginsTheLastWins() throws Exception {
        AdminConsole first = AdminConsole.logIn(node, "BOSS1");
        try (AdminConsole second = AdminConsole.logIn(node, "BOSS1")) {
            assertThat(first.reply().get("code").asInt()).isEqualTo(-9999);
            assertThat(first.awaitClosed()).isEqualTo(4409);
            second.ask(33000);
        }
    }
}
