package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.AE1EA;
import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static dev.deskbus.gateway.console.kf.ToolHouse.SESSION;
import static dev.deskbus.gateway.console.kf.ToolHouse.USER;
import static dev.deskbus.gateway.console.kf.ToolHouse.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.console.kf.ToolHouse.Desk;
import dev.deskbus.store.PgTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories and the search over a real socket, on a real database. */
class KfHistoriesIT {
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
    void theHistoryOfAUserAndWhatWasSaidInItAreRead() throws Exception {
        target.say(96, 2, "client:" + LORI.id().value(), "one");
        target.say(96, 3, "agent:SELITE", "two");
        target.say(96, 4, "agent:BOT001", "three");
        db.sql(
                "insert into rating (session_id, seq, client_id, rating_id, comments, at)"
                        + " select 96, 5, client_id, 4, '还行', now() from chat_session"
                        + " where id = 96");

        JsonObject session =
                me.data("get_user_session_list", USER)
                        .getJsonArray("session_list")
                        .getJsonObject(0);
        assertThat(session.getInteger("session_id")).isEqualTo(96);
        assertThat(session.getString("channel")).isEqualTo("tpi_v2");
        assertThat(session.getString("queue_name")).isEqualTo("售前");
        assertThat(session.getJsonObject("rating").getString("comments")).isEqualTo("还行");
        assertThat(each(session, "customer_list", "customer_id")).containsExactly(1);

        JsonObject page = me.data("get_session_record", SESSION + ",\"limit\":2");
        assertThat(each(page, "list_chat", "message_id")).containsExactly("96-3", "96-4");
        assertThat(each(page, "list_chat", "from")).containsExactly("customer", "robot");
        page = me.data("get_session_record", SESSION + ",\"before\":" + page.getLong("next"));
        assertThat(each(page, "list_chat", "message_id")).containsExactly("96-2");
        assertThat(page.containsKey("next")).isFalse();
    }

    @Test
    void wordsAreFoundAndMarked() throws Exception {
        target.say(96, 2, "client:" + LORI.id().value(), "我想申请退款，谢谢");
        target.say(96, 3, "agent:SELITE", "已为您退款");
        target.say(97, 2, "client:far", "far 退款");
        target.index();

        JsonObject found = me.data("search_chat_record", "\"query\":\"退款\"");

        assertThat(each(found, "hit_list", "snippet")).containsExactly("已为您退款", "我想申请退款，谢谢");
        assertThat(each(found, "hit_list", "marks"))
                .containsExactly(
                        JsonArray.of(JsonArray.of(3, 5)), JsonArray.of(JsonArray.of(4, 6)));
        assertThat(each(found, "hit_list", "from")).containsExactly("customer", "user");
        JsonObject first = me.data("search_chat_record", "\"query\":\"退款\",\"limit\":1");
        assertThat(
                        each(
                                me.data(
                                        "search_chat_record",
                                        "\"query\":\"退款\",\"before\":\""
                                                + first.getString("next")
                                                + "\""),
                                "hit_list",
                                "message_id"))
                .containsExactly("96-2");
        assertThat(
                        each(
                                me.data("search_chat_record", "\"query\":\"退款\"," + USER),
                                "hit_list",
                                "session_id"))
                .containsExactly(96, 96);
        assertThat(
                        me.data("search_chat_record", "\"query\":\"退款\",\"customer_id\":2")
                                .getJsonArray("hit_list"))
                .isEmpty();
        assertThat(me.code("search_chat_record", "\"query\":\"退款\",\"customer_id\":77"))
                .isEqualTo(404);
    }

    @Test
    void whoSearchesTooOftenIsToldToWait() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(me.code("search_chat_record", "\"query\":\"x\"")).isZero();
        }

        assertThat(me.call("search_chat_record", "\"query\":\"x\"").getString("msg"))
                .isEqualTo("too many searches: wait a moment");
        Desk colleague = target.logIn(AE1EA);
        assertThat(colleague.call("search_chat_record", "\"query\":\"x\"").getInteger("code"))
                .isZero();
    }
}
