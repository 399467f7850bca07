package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.console.Console;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** A browser's end of the bridge, frame by frame. */
final class Browser {
    private final Console socket;
    private final boolean isPacked;
    private final Deque<JsonObject> read = new ArrayDeque<>();
    private String channel = "";

    Browser(Console socket, boolean isPacked) {
        this.socket = socket;
        this.isPacked = isPacked;
    }

    Console socket() {
        return socket;
    }

    String channel() {
        return channel;
    }

    void send(String frame) {
        socket.send(isPacked ? new JsonArray().add(frame).encode() : frame);
    }

    void send(JsonObject frame) {
        send(frame.encode());
    }

    /** The next frame, whatever it is. */
    JsonObject next() throws Exception {
        if (!read.isEmpty()) {
            return read.removeFirst();
        }
        return isPacked ? unpack(socket.next()) : socket.json();
    }

    private static JsonObject unpack(String frame) {
        assertThat(frame).startsWith("a[");
        JsonArray frames = new JsonArray(frame.substring(1));
        assertThat(frames).hasSize(1);
        return new JsonObject(frames.getString(0));
    }

    /** The answer to that frame, which comes alone. */
    JsonObject call(String frame) throws Exception {
        send(frame);
        return next();
    }

    /** Sends a request; its answer, {@code rec} or {@code err}. Pushes before it are kept. */
    JsonObject request(String verb, JsonObject body) throws Exception {
        String reply = UUID.randomUUID().toString();
        send(frame("send", "web.in." + verb).put("body", body).put("replyAddress", reply));
        Deque<JsonObject> pushes = new ArrayDeque<>();
        JsonObject frame = next();
        while (!reply.equals(frame.getString("address")) && !isUnaddressed(frame)) {
            pushes.addLast(frame);
            frame = next();
        }
        while (!pushes.isEmpty()) {
            read.addFirst(pushes.removeLast());
        }
        return frame;
    }

    /** A frame that could not be read has nobody to answer to. */
    private static boolean isUnaddressed(JsonObject frame) {
        return frame.getString("type").equals("err") && !frame.containsKey("address");
    }

    /** The error that answers that frame; pushes before it are dropped. */
    JsonObject error(String frame) throws Exception {
        JsonObject answer = call(frame);
        while (channel.equals(answer.getString("address"))) {
            answer = next();
        }
        return answer;
    }

    /** The body of an answer that went well. */
    JsonObject ask(String verb, JsonObject body) throws Exception {
        JsonObject answer = request(verb, body);
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("rec");
        return answer.getJsonObject("body");
    }

    int refused(String verb, JsonObject body) throws Exception {
        JsonObject answer = request(verb, body);
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("err");
        assertThat(answer.getString("message")).isNotEmpty();
        return answer.getInteger("failureCode");
    }

    void logIn(String token) throws Exception {
        enter(ask("login", new JsonObject().put("token", token)));
    }

    void enter(JsonObject welcome) {
        channel = welcome.getString("channel");
        send(frame("register", channel));
    }

    /** Begins the stream; what comes first is the state. */
    JsonObject resume(JsonObject has) throws Exception {
        ask("resume", new JsonObject().put("sessions", has));
        return push("state");
    }

    /** The next push, which is of that kind. */
    JsonObject push(String kind) throws Exception {
        JsonObject frame = next();
        assertThat(frame.getString("address")).as("%s", frame).isEqualTo(channel);
        JsonObject body = frame.getJsonObject("body");
        assertThat(body.getString("kind")).as("%s", body).isEqualTo(kind);
        return body;
    }

    /** The next push of that kind; others before it are dropped. */
    JsonObject await(String kind) throws Exception {
        while (true) {
            JsonObject body = next().getJsonObject("body");
            if (body.getString("kind").equals(kind)) {
                return body;
            }
        }
    }

    static JsonObject frame(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }
}
