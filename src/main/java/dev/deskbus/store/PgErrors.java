package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What the database client's failures mean to the rest of Deskbus. */
final class PgErrors {
    private static final String UNIQUE_VIOLATION = "23505";

    /** The pool has no types for these. */
    private static final Set<String> POOL_TROUBLE =
            Set.of("Timeout waiting for connection", "Pool closed");

    /** A connection that ended between its choice and its use. */
    private static final String JUST_CLOSED = "Connection is not active now";

    private static final String DATA_EXCEPTION = "22";

    /** Connection trouble, no room, shutting down or starting up: the whole class. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57");

    /** Serialisation failure, deadlock, lock time-out; and a server that is read-only just now. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "25006", "25P03");

    private PgErrors() {}

    /**
     * A {@link DuplicateKey}; a refusal for what the statement's data or the state of the server
     * explains; anything else, a defect of ours, as it came.
     */
    static Throwable translate(Throwable failure) {
        return switch (failure) {
            case PgException e -> ofServer(e);
            case ConnectionPoolTooBusyException _ ->
                    new Refusal(ErrorCode.OVERLOADED, "too many wait for the database");
            case ClosedConnectionException _ -> unavailable("the connection was lost");
            case IOException _ -> unavailable("no connection");
            case TimeoutException _ -> unavailable("no answer in time");
            default -> ofClient(failure);
        };
    }

    private static Throwable ofClient(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith(JUST_CLOSED)) {
            return unavailable("the connection was lost");
        }
        return POOL_TROUBLE.contains(message) ? unavailable("no connection in time") : failure;
    }

    private static Throwable ofServer(PgException e) {
        String state = Objects.requireNonNullElse(e.getSqlState(), "");
        if (state.equals(UNIQUE_VIOLATION)) {
            return new DuplicateKey(Objects.requireNonNullElse(e.getConstraint(), ""), e);
        }
        if (state.startsWith(DATA_EXCEPTION)) {
            return new Refusal(ErrorCode.PARAMETER_INVALID, "cannot be stored");
        }
        boolean passing =
                PASSING.contains(state)
                        || (state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)));
        return passing ? unavailable("the server refused with " + state) : e;
    }

    private static Refusal unavailable(String why) {
        return new Refusal(ErrorCode.UNAVAILABLE, "database: " + why);
    }
}
