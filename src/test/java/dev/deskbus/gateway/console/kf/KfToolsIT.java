package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.BOSS;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.kf.ToolHouse.FAR;
import static dev.deskbus.gateway.console.kf.ToolHouse.SESSION;
import static dev.deskbus.gateway.console.kf.ToolHouse.USER;
import static dev.deskbus.gateway.console.kf.ToolHouse.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.kf.ToolHouse.Desk;
import dev.deskbus.store.PgTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies, notes and tags over a real socket, on a real database; and whose they are. */
class KfToolsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private ToolHouse target;
    private Desk me;

    @BeforeEach
    void open() throws Exception {
        target = new ToolHouse(db);
        me = target.logIn(SELITE);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void anAgentKeepsItsOwnReplies() throws Exception {
        JsonObject added =
                me.data("add_reply", "\"shortcut\":\"hello\",\"text\":\"您好呀\",\"folder\":\"问候\"");
        long id = added.getLong("reply_id");
        assertThat(added.getInteger("is_shared")).isZero();
        assertThat(added.getInteger("is_editable")).isEqualTo(1);

        assertThat(each(me.data("get_reply_list", "\"prefix\":\"h\""), "reply_list", "shortcut"))
                .containsExactly("hello", "hi");
        JsonObject page = me.data("get_reply_list", "\"pagesize\":1");
        assertThat(each(page, "reply_list", "shortcut")).containsExactly("hello");
        assertThat(page.getInteger("next")).isEqualTo(2);
        page = me.data("get_reply_list", "\"pagesize\":1,\"page\":2");
        assertThat(each(page, "reply_list", "shortcut")).containsExactly("hi");
        assertThat(page.containsKey("next")).isFalse();

        assertThat(
                        me.data(
                                        "set_reply",
                                        "\"reply_id\":"
                                                + id
                                                + ",\"shortcut\":\"hey\",\"text\":\"嗨\"")
                                .getString("shortcut"))
                .isEqualTo("hey");
        assertThat(me.code("add_reply", "\"shortcut\":\"hey\",\"text\":\"x\"")).isEqualTo(409);
        assertThat(me.code("delete_reply", "\"reply_id\":" + id)).isZero();
        assertThat(me.code("delete_reply", "\"reply_id\":" + id)).isEqualTo(404);
    }

    @Test
    void onlySupervisorsMakeRepliesForAllAndNobodyChangesTheFiles() throws Exception {
        Desk boss = target.logIn(BOSS);
        me.console().json(); // login_push
        String shared = "\"shortcut\":\"all\",\"text\":\"x\",\"is_shared\":1";
        long ofFile =
                ((JsonObject) me.data("get_reply_list", "").getJsonArray("reply_list").getValue(0))
                        .getLong("reply_id");

        assertThat(me.code("add_reply", shared)).isEqualTo(403);
        long id = boss.data("add_reply", shared).getLong("reply_id");

        String change = "\"shortcut\":\"all\",\"text\":\"y\",\"reply_id\":";
        assertThat(each(me.data("get_reply_list", ""), "reply_list", "shortcut"))
                .containsExactly("all", "hi");
        assertThat(me.code("set_reply", change + id)).isEqualTo(403);
        assertThat(me.code("delete_reply", "\"reply_id\":" + id)).isEqualTo(403);
        assertThat(boss.call("set_reply", change + id).getInteger("code")).isZero();
        assertThat(boss.call("delete_reply", "\"reply_id\":" + ofFile).getInteger("code"))
                .isEqualTo(403);
        long own = me.data("add_reply", "\"shortcut\":\"own\",\"text\":\"x\"").getLong("reply_id");
        assertThat(boss.call("delete_reply", "\"reply_id\":" + own).getInteger("code"))
                .isEqualTo(404);
    }

    @Test
    void notesAreThereForColleaguesAndGoneWhenTheirAuthorWants() throws Exception {
        Desk colleague = target.logIn(AE1EA);
        me.console().json(); // login_push
        JsonObject note =
                me.data("add_note", SESSION + ",\"text\":\"已补发\",\"client_msg_id\":\"n1\"");
        me.data("add_note", USER + ",\"text\":\"急躁\"");

        assertThat(note.getString("userid")).isEqualTo(LORI.id().value());
        assertThat(note.getLong("customer_id")).isEqualTo(1);
        assertThat(me.data("add_note", SESSION + ",\"text\":\"已补发\",\"client_msg_id\":\"n1\""))
                .isEqualTo(note);
        assertThat(each(colleague.data("get_note_list", USER), "note_list", "text"))
                .containsExactly("急躁", "已补发");
        assertThat(each(me.data("get_note_list", SESSION), "note_list", "text"))
                .containsExactly("已补发");
        JsonObject page = me.data("get_note_list", USER + ",\"limit\":1");
        assertThat(each(page, "note_list", "text")).containsExactly("急躁");
        assertThat(
                        each(
                                me.data(
                                        "get_note_list",
                                        USER + ",\"before\":" + page.getLong("next")),
                                "note_list",
                                "text"))
                .containsExactly("已补发");

        String id = "\"note_id\":" + note.getLong("note_id");
        assertThat(colleague.call("delete_note", id).getInteger("code")).isEqualTo(403);
        assertThat(me.code("delete_note", id)).isZero();
        assertThat(me.code("delete_note", id)).isEqualTo(404);
        assertThat(target.house.bus.published).noneMatch(sent -> sent.toString().contains("已补发"));
        assertThat(target.house.bus.told).noneMatch(sent -> sent.toString().contains("已补发"));
        assertThat(target.house.bus.asked).isEmpty();
    }

    @Test
    void aSupervisorRemovesAnybodysNote() throws Exception {
        Desk boss = target.logIn(BOSS);
        me.console().json(); // login_push
        long note = me.data("add_note", USER + ",\"text\":\"急躁\"").getLong("note_id");

        assertThat(boss.call("delete_note", "\"note_id\":" + note).getInteger("code")).isZero();
    }

    @Test
    void tagsOfTheSetAreGivenOthersOnlyWhereTheTenantAllowsThem() throws Exception {
        assertThat(me.data("get_tag_set", "").encode())
                .isEqualTo("{\"tag_list\":[\"VIP\",\"投诉\"],\"is_free\":0}");
        assertThat(me.data("add_tag", USER + ",\"tag\":\"VIP\"").getJsonArray("tag_list"))
                .isEqualTo(JsonArray.of("VIP"));
        assertThat(me.code("add_tag", USER + ",\"tag\":\"新客\"")).isEqualTo(400);
        db.sql("update tenant set free_tags = true");
        assertThat(me.data("add_tag", USER + ",\"tag\":\"新客\"").getJsonArray("tag_list"))
                .isEqualTo(JsonArray.of("VIP", "新客"));
        me.data("add_tag", SESSION + ",\"tag\":\"投诉\"");

        assertThat(me.data("get_tag_list", SESSION).getJsonArray("tag_list"))
                .isEqualTo(JsonArray.of("投诉"));
        assertThat(
                        each(
                                me.data("get_tag_session_list", "\"tag\":\"投诉\""),
                                "session_list",
                                "session_id"))
                .containsExactly(96);
        assertThat(
                        each(
                                me.data("get_tag_session_list", "\"tag\":\"VIP\""),
                                "session_list",
                                "session_id"))
                .containsExactly(96);
        assertThat(me.data("remove_tag", USER + ",\"tag\":\"VIP\"").getJsonArray("tag_list"))
                .isEqualTo(JsonArray.of("新客"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add_note|" + FAR + ",\"text\":\"x\"",
                "add_note|\"session_id\":97,\"text\":\"x\"",
                "get_note_list|" + FAR,
                "get_note_list|\"session_id\":97",
                "get_tag_list|" + FAR,
                "add_tag|" + FAR + ",\"tag\":\"VIP\"",
                "add_tag|\"session_id\":97,\"tag\":\"VIP\"",
                "remove_tag|" + FAR + ",\"tag\":\"VIP\"",
                "get_user_session_list|" + FAR,
                "get_session_record|\"session_id\":97",
                "search_chat_record|\"query\":\"x\"," + FAR
            })
    void whatIsAnotherTenantsIsUnknown(String request) throws Exception {
        int bar = request.indexOf('|');

        assertThat(me.code(request.substring(0, bar), request.substring(bar + 1))).isEqualTo(404);
    }

    @Test
    void othersRepliesAndNotesAreUnknown() throws Exception {
        db.sql(
                "insert into note (id, tenant_id, client_id, agent_id, text)"
                        + " overriding system value values (7000, 2, 'far', 'FAR', 'x')");
        db.sql(
                "insert into canned_reply (id, tenant_id, folder, shortcut, title, text)"
                        + " overriding system value values (7001, 2, '', 'ours', '', 'x')");

        assertThat(me.code("delete_note", "\"note_id\":7000")).isEqualTo(404);
        assertThat(me.code("delete_reply", "\"reply_id\":7001")).isEqualTo(404);
        assertThat(each(me.data("get_reply_list", ""), "reply_list", "shortcut"))
                .containsExactly("hi");
    }

    @Test
    void whoIsNotLoggedInIsToldNothing() throws Exception {
        Console stranger = target.house.connect();

        assertThat(stranger.call("{\"method\":\"get_note_list\"," + USER + "}").getInteger("code"))
                .isEqualTo(440);
    }
}
