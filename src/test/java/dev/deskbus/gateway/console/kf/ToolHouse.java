package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.AgentTools;
import dev.deskbus.store.Pg;
import dev.deskbus.store.PgCannedReplies;
import dev.deskbus.store.PgHistories;
import dev.deskbus.store.PgNotes;
import dev.deskbus.store.PgTags;
import dev.deskbus.store.PgTest;
import dev.deskbus.store.PgTranscriptIndex;
import dev.deskbus.store.PgTranscriptSearch;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A house whose tools are real, on a database with the people of {@link
 * dev.deskbus.gateway.console.Demo}: session 96 is Lori's, 97 of another tenant.
 */
final class ToolHouse implements AutoCloseable {
    static final String USER = "\"userid\":\"" + LORI.id().value() + "\"";
    static final String FAR = "\"userid\":\"far\"";
    static final String SESSION = "\"session_id\":96";

    final House house;
    private final PgTest db;
    private final Pg searches;
    private final PgTranscriptIndex index;

    ToolHouse(PgTest db) throws Exception {
        this.db = db;
        db.sql("truncate tenant, session_event cascade");
        db.sql(PEOPLE);
        SealedJson json = new SealedJson();
        searches = Pg.openToSearch(db.vertx(), db.address(), 2, UnaryOperator.identity());
        index = new PgTranscriptIndex(db.pg(), json);
        house =
                new House(
                        House.settings(),
                        new AgentTools(
                                new PgCannedReplies(db.pg()),
                                new PgNotes(db.pg()),
                                new PgTags(db.pg()),
                                new PgHistories(db.pg(), json),
                                new PgTranscriptSearch(searches, json)));
    }

    private static final String PEOPLE =
            """
            insert into tenant (id, name, free_tags) values (1, 'main', false), (2, 'far', true);
            insert into tag (tenant_id, name, place) values (1, 'VIP', 0), (1, '投诉', 1);
            insert into agent (id, tenant_id, number, name, role, capacity) values
                ('SELITE', 1, 1, 'e', 'AGENT', 5), ('AE1EA', 1, 2, 'l', 'AGENT', 5),
                ('BOSS1', 1, 9, 'b', 'SUPERVISOR', 5), ('BOT001', 1, 0, 'r', 'ROBOT', 0),
                ('FAR', 2, 21, 'f', 'AGENT', 5);
            insert into queue (id, tenant_id, name, kind, mode, policy, when_no_agent, zone) values
                (1, 1, '售前', 'HUMAN', 'PULL', 'RANDOM', 'WAIT', 'UTC'),
                (2, 2, 'far', 'HUMAN', 'PULL', 'RANDOM', 'WAIT', 'UTC');
            insert into client (id, tenant_id, name) values
                ('oIpsf0-aIqF_6pwXLomKn1LwmPXE', 1, '随遇而安'), ('far', 2, 'far');
            insert into canned_reply (tenant_id, folder, shortcut, title, text, from_directory)
            values (1, '问候', 'hi', '开场白', '您好', true), (2, '', 'far', '', 'far', true);
            insert into chat_request (id, command_id, tenant_id, queue_id, client_id, status,
                                      priority, order_no, session_id, source) values
                (96, 'c96', 1, 1, 'oIpsf0-aIqF_6pwXLomKn1LwmPXE', 'ACCEPTED', 0, 1, 96, 'APP'),
                (97, 'c97', 2, 2, 'far', 'ACCEPTED', 0, 1, 97, 'APP');
            insert into chat_session (id, tenant_id, queue_id, kind, client_id, request_id, shard,
                                      state) values
                (96, 1, 1, 'HUMAN', 'oIpsf0-aIqF_6pwXLomKn1LwmPXE', 96, 0, 'Open'),
                (97, 2, 2, 'HUMAN', 'far', 97, 0, 'Open');
            insert into session_agent (session_id, agent_id) values (96, 'SELITE'), (97, 'FAR');
            """;

    @Override
    public void close() throws Exception {
        house.close();
        db.await(searches.close());
    }

    Desk logIn(Agent agent) throws Exception {
        return new Desk(house.logIn(agent));
    }

    /** Writes into the log of a session, by whom the sender says. */
    void say(long session, long seq, String sender, String text) {
        String party =
                sender.startsWith("agent:")
                        ? "{\"@\":\"OfAgent\",\"id\":{\"value\":\"" + sender.substring(6) + "\"}}"
                        : "{\"@\":\"OfClient\",\"id\":{\"value\":\"" + sender.substring(7) + "\"}}";
        db.sql(
                """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                values (%1$d, %2$d, 'Said', '%3$s', 'm%2$d',
                        '{"@":"Said","seq":%2$d,"at":"2026-01-01T12:00:00Z","speaker":%4$s,
                          "message":{"@":"Text","text":"%5$s","format":"PLAIN"},
                          "key":{"id":"m%2$d"}}', '2026-01-01T12:00:00Z')
                """
                        .formatted(session, seq, sender, party, text));
    }

    void index() {
        for (int i = 0; i < 3; i++) {
            db.await(index.advance());
        }
    }

    /** A console that calls methods. */
    record Desk(Console console) {
        /** The reply; pairs of names and values in JSON. */
        JsonObject call(String method, String parameters) throws Exception {
            String rest = parameters.isEmpty() ? "" : "," + parameters;
            JsonObject reply =
                    console.call("{\"method\":\"" + method + "\",\"seq\":\"s\"" + rest + "}");
            assertThat(reply.getString("method")).isEqualTo(method);
            assertThat(reply.getString("seq")).isEqualTo("s");
            return reply;
        }

        /** What a success holds. */
        JsonObject data(String method, String parameters) throws Exception {
            JsonObject reply = call(method, parameters);
            assertThat(reply.getInteger("code")).as(reply.encode()).isZero();
            return reply.getJsonObject("data");
        }

        int code(String method, String parameters) throws Exception {
            return call(method, parameters).getInteger("code");
        }
    }

    /** That key of each item of a list. */
    static List<Object> each(JsonObject data, String list, String key) {
        return data.getJsonArray(list).stream()
                .map(item -> ((JsonObject) item).getValue(key))
                .toList();
    }
}
