package dev.deskbus.robot;

import dev.deskbus.domain.robot.RobotProfile.Http;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.Robot.Question;
import dev.deskbus.port.Robot.Turn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Chat completion on the wire, as OpenAI made it and many others have taken it over. Pure. */
final class ChatCompletion {
    private static final int MOST_TURNS = 20;
    private static final int LONGEST_TURN = 4_000;

    private ChatCompletion() {}

    /** The system prompt, what was said before, the question. */
    static JsonObject request(Http mind, Question question) {
        JsonArray messages = new JsonArray();
        if (!mind.prompt().isBlank()) {
            messages.add(message("system", mind.prompt()));
        }
        List<Turn> before = question.before();
        before.subList(Math.max(0, before.size() - MOST_TURNS), before.size())
                .forEach(
                        turn ->
                                messages.add(
                                        message(
                                                turn.fromClient() ? "user" : "assistant",
                                                turn.text())));
        messages.add(message("user", question.text()));
        return new JsonObject()
                .put("model", mind.model())
                .put("messages", messages)
                .put("stream", false);
    }

    /** The answer in the reply; refuses one without any with a {@link NoAnswer}. */
    static Message.Text answer(Buffer reply) {
        try {
            Object content =
                    new JsonObject(reply)
                            .getJsonArray("choices")
                            .getJsonObject(0)
                            .getJsonObject("message")
                            .getValue("content");
            String words = storable((String) content).strip();
            if (words.isEmpty()) {
                throw new NoAnswer("an empty answer");
            }
            return Message.Text.plain(words);
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw new NoAnswer("no chat completion");
        }
    }

    /** Without U+0000 and halves of surrogate pairs, which no database keeps. */
    private static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static JsonObject message(String role, String text) {
        String bounded = text.length() <= LONGEST_TURN ? text : text.substring(0, LONGEST_TURN);
        return new JsonObject().put("role", role).put("content", bounded);
    }
}
