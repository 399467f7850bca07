package dev.deskbus.gateway.console;

import dev.deskbus.domain.error.Refusal;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.function.Function;

/** Work on several sessions. */
final class InTurn {
    private InTurn() {}

    /** One after the other; what cannot be read in one session does not cost the others theirs. */
    static <T> Future<Void> all(Collection<T> all, Function<T, Future<Void>> work) {
        Future<Void> turn = Future.succeededFuture();
        for (T each : all) {
            turn =
                    turn.compose(
                            _ ->
                                    work.apply(each)
                                            .recover(
                                                    failure ->
                                                            failure instanceof Refusal
                                                                    ? Future.failedFuture(failure)
                                                                    : Future.succeededFuture()));
        }
        return turn;
    }
}
