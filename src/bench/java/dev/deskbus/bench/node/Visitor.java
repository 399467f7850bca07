package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * A client with a token, and with a session once it has one.
 *
 * @param request 0 for none
 * @param session 0 for none
 * @param agent whose session it is; empty for none
 */
public record Visitor(String client, String token, long request, long session, String agent) {
    /** Where the third-party interface is. */
    static final String PATH = "/EliteWebChat/tpi";

    /** Logs in by name. */
    static Buffer logIn(String name) {
        return HttpLane.post(
                PATH,
                new JsonObject().put("type", 3).put("loginName", name).put("name", name).encode());
    }

    /** Joins a queue. */
    Buffer enqueue(long queue, String serverAddr) {
        return HttpLane.post(
                PATH,
                new JsonObject()
                        .put("type", 1000)
                        .put("token", token)
                        .put("time", System.currentTimeMillis())
                        .put("queueId", queue)
                        .put("from", "APP")
                        .put("serverAddr", serverAddr)
                        .encode());
    }

    /** Says something; the very same goes to the ceilings. */
    Buffer say(String text) {
        return HttpLane.post(
                PATH,
                "{\"type\":2001,\"token\":\""
                        + token
                        + "\",\"sessionId\":"
                        + session
                        + ",\"text\":\""
                        + text
                        + "\"}");
    }

    /** Asks for its request's state. */
    Buffer check() {
        return HttpLane.post(
                PATH, "{\"type\":1001,\"token\":\"" + token + "\",\"requestId\":" + request + "}");
    }

    /** Reads the last of its history. */
    Buffer history() {
        return HttpLane.post(PATH, "{\"type\":5003,\"token\":\"" + token + "\",\"maxCount\":20}");
    }

    /** Ends its session. */
    Buffer close() {
        return HttpLane.post(
                PATH, "{\"type\":4001,\"token\":\"" + token + "\",\"sessionId\":" + session + "}");
    }

    /** The same with a session. */
    Visitor in(long newSession, String itsAgent) {
        return new Visitor(client, token, request, newSession, itsAgent);
    }

    /** The same with a request. */
    Visitor asking(long newRequest) {
        return new Visitor(client, token, newRequest, session, agent);
    }
}
