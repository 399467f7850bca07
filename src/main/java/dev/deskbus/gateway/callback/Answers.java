package dev.deskbus.gateway.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Absent;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.CallbackOutcome.Taken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What a third party's answer means (decisions R8, R9, V2-42). */
final class Answers {
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** So often an optional endpoint may answer that it did not go well. */
    private static final int OPTIONAL_ATTEMPTS = 2;

    private Answers() {}

    /**
     * The outcome. What is optional never keeps the rest of a lane waiting: a receiver that is
     * there, and whose optional endpoint fails twice, is taken at its word (decision R9; {@code
     * docs/decisions/0011}).
     *
     * @param attempt counted from 1
     * @param body empty when there is none, or it was too long to read
     */
    static CallbackOutcome outcome(TpiCall call, int attempt, int status, Buffer body) {
        CallbackOutcome outcome = outcome(call, status, body);
        return outcome instanceof Retryable(var why)
                        && call.isOptional()
                        && attempt >= OPTIONAL_ATTEMPTS
                ? new Final(why + " of an optional endpoint")
                : outcome;
    }

    private static CallbackOutcome outcome(TpiCall call, int status, Buffer body) {
        if (status / 100 == 2) {
            return said(withoutMark(body.toString()).strip());
        }
        if (status == NOT_FOUND && call.isOptional()) {
            return new Absent();
        }
        boolean passing = status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
        return passing ? new Retryable("status " + status) : new Final("status " + status);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Any 2xx will do, of any type, unless it is JSON and says that it did not go well. */
    private static CallbackOutcome said(String body) {
        try {
            Object result = body.startsWith("{") ? new JsonObject(body).getValue("result") : null;
            return result != null && isFailure(result)
                    ? new Retryable("result " + shortened(result))
                    : new Taken();
        } catch (DecodeException _) {
            return new Taken();
        }
    }

    private static boolean isFailure(Object result) {
        return switch (result) {
            case Number number -> number.doubleValue() <= 0;
            case String text ->
                    text.strip().matches("-?[0-9]{1,9}") && Integer.parseInt(text.strip()) <= 0;
            default -> false;
        };
    }

    private static String shortened(Object result) {
        String text = result.toString();
        return text.length() <= 12 ? text : text.substring(0, 12);
    }
}
