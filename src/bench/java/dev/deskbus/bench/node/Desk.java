package dev.deskbus.bench.node;

import dev.deskbus.bench.load.Console;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Agents on KF sockets. */
public final class Desk {
    private static final TenantId TENANT = new TenantId(1);
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx;
    private final AgentTokens tokens;

    /** Signs tokens as the server would. */
    public Desk(Vertx vertx) {
        this.vertx = vertx;
        this.tokens = new AgentTokens(vertx, Server.SECRET.getBytes(StandardCharsets.UTF_8));
    }

    /** Seats them all at that server; whatever comes after the login goes to the taker. */
    public Map<String, Console> seat(
            Server server, List<String> agents, BiConsumer<Console, String> taker)
            throws TimeoutException {
        Map<String, Future<Console>> seating = new HashMap<>();
        agents.forEach(agent -> seating.put(agent, seat(server.port(), agent, taker)));
        Future.all(List.copyOf(seating.values())).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<String, Console> seated = new HashMap<>();
        seating.forEach((agent, console) -> seated.put(agent, console.result()));
        return seated;
    }

    private Future<Console> seat(int port, String agent, BiConsumer<Console, String> taker) {
        Promise<Void> welcome = Promise.promise();
        return Console.open(
                        vertx,
                        port,
                        "/ws/kf",
                        (console, frame) -> {
                            if (!welcome.future().isComplete()) {
                                greet(frame, welcome);
                            } else {
                                taker.accept(console, frame);
                            }
                        })
                .compose(
                        console -> {
                            console.send(login(agent));
                            return welcome.future().map(console);
                        });
    }

    private static void greet(String frame, Promise<Void> welcome) {
        if (new JsonObject(frame).getInteger("code", -1) == 0) {
            welcome.complete();
        } else {
            welcome.fail(frame);
        }
    }

    private String login(String agent) {
        return new JsonObject()
                .put("method", "login")
                .put("token", tokens.issue(new AgentId(agent), TENANT))
                .put("force_online", 1)
                .encode();
    }

    /** The frame by which an agent says something; the port is for the straight line alone. */
    static String say(String client, String text, int port) {
        return new JsonObject()
                .put("method", "send_to_user")
                .put("userid", client)
                .put("port", port)
                .put(
                        "message",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("type", "text")
                                                .put("value", new JsonObject().put("text", text))))
                .encode();
    }

    /** Picks whoever waits, but only those who are this agent's by their name. */
    public static BiConsumer<Console, String> picking(int me, int all) {
        return (console, frame) -> {
            JsonObject push = new JsonObject(frame);
            String client = push.getString("userid", "");
            if ("wait_list_push".equals(push.getString("method"))
                    && Math.floorMod(client.hashCode(), all) == me) {
                console.send(
                        new JsonObject().put("method", "connect").put("userid", client).encode());
            }
        };
    }
}
