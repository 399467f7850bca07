package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of the client's failures that no real server was needed for. */
class PgErrorsTest {
    static Stream<Throwable> troublesThatPass() {
        return Stream.of(
                ClosedConnectionException.INSTANCE,
                new IOException("reset"),
                new TimeoutException(),
                new VertxException("Timeout waiting for connection"),
                new VertxException("Pool closed"),
                new VertxException("Connection is not active now, current status: CLOSED"));
    }

    @ParameterizedTest
    @MethodSource("troublesThatPass")
    void theOutcomeIsUnknownWhenTheConnectionIsTheTrouble(Throwable failure) {
        assertThat(codeOf(failure)).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whatWasNeverSentIsOverload() {
        assertThat(codeOf(new ConnectionPoolTooBusyException("too many")))
                .isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void defectsStayWhatTheyAre() {
        var defect = new IllegalStateException("ours");
        assertThat(PgErrors.translate(defect)).isSameAs(defect);
    }

    private static ErrorCode codeOf(Throwable failure) {
        return ((Refusal) PgErrors.translate(failure)).code();
    }
}
