package dev.deskbus.actor.session;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.port.SessionSeats;
import dev.deskbus.port.SessionStore;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What may be a repeat is looked for in the log before it is refused: its first attempt was stored,
 * the answer was lost, and since then the session was closed or the speaker left. Whoever asks
 * again has the first answer (decision G-13); but not under a token that nobody has looked for.
 */
final class Repeats {
    private final SessionId id;
    private final SessionStore store;
    private final SessionSeats seats;

    Repeats(SessionId id, SessionStore store, SessionSeats seats) {
        this.id = id;
        this.store = store;
        this.seats = seats;
    }

    /** The first answer to a word that was heard before. */
    static Future<SessionAnswer> answer(Say say, Heard heard) {
        return say.token() == null
                ? Future.succeededFuture(new Logged(heard.seq(), heard.at()))
                : Future.failedFuture(new Refusal(ErrorCode.TOKEN_INVALID, "nobody looked for it"));
    }

    /** The first answer to that command; when there was none, the refusal. */
    Future<SessionAnswer> answer(SessionCommand command, Refusal refusal) {
        return find(command)
                .compose(
                        found ->
                                found.<Future<SessionAnswer>>map(Future::succeededFuture)
                                        .orElseGet(() -> Future.failedFuture(refusal)));
    }

    private Future<Optional<Logged>> find(SessionCommand command) {
        if (command instanceof Say say && say.token() != null) {
            return Future.succeededFuture(Optional.empty());
        }
        if (command instanceof Say say) {
            return store.findSaid(id, say.speaker(), say.key());
        }
        return command instanceof PushRating pushing
                ? seats.findAct(id, pushing.id())
                : Future.succeededFuture(Optional.empty());
    }
}
