package dev.deskbus.gateway.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One console protocol on one socket: what its frames mean. Used in the socket's context, one frame
 * at a time.
 */
public interface ConsoleWire {
    /** Whether the frame only says that the console is there, and is not answered. */
    boolean isBeat(String frame);

    /** The frame that asks for a sign of life; null for a ping of the WebSocket itself. */
    @Nullable String beat();

    /**
     * What is answered to a frame. Never fails.
     *
     * @param seat where the console sits; empty as long as nobody is logged in
     */
    Future<Answer> answer(String frame, Optional<Seat> seat);

    /** What a console is told whose agent logged in elsewhere. */
    JsonObject forcedOff();

    /**
     * What is sent, and what becomes of the socket then.
     *
     * @param frames in their order; none when nothing is said
     */
    record Answer(List<JsonObject> frames, After after) {
        public Answer {
            frames = List.copyOf(frames);
        }

        /** One frame, and the socket goes on. */
        public static Answer of(JsonObject frame) {
            return new Answer(List.of(frame), new After.Stay());
        }

        /** One frame, and then that. */
        public static Answer of(JsonObject frame, After after) {
            return new Answer(List.of(frame), after);
        }

        /** Nothing is said, and the socket is closed. */
        public static Answer silent(ConsoleClose why) {
            return new Answer(List.of(), new After.Close(why));
        }
    }

    /** What becomes of the socket. */
    sealed interface After {
        /** It goes on. */
        record Stay() implements After {}

        /** It goes on for a moment; then somebody must be logged in (decision KF-5). */
        record Condemn() implements After {}

        /** Another console has the agent now. */
        record ForceOff() implements After {}

        /** It is closed. */
        record Close(ConsoleClose why) implements After {}
    }
}
