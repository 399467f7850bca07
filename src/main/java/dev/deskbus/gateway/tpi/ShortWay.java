package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.tpi.Regulars.Regular;
import dev.deskbus.gateway.tpi.TpiRequests.Authorised;
import dev.deskbus.gateway.tpi.TpiRequests.Say;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Type 2001 for regulars: nothing is looked up before their words are written, since what writes
 * them makes sure of all of it. Whoever is refused there was not heard, for whatever reason, and
 * goes the long way from its beginning, with the same message: so nobody is answered otherwise
 * (docs/decisions/0119).
 */
final class ShortWay {
    private final Regulars regulars;
    private final Senders senders;
    private final Talks talks;

    ShortWay(Regulars regulars, Senders senders, Talks talks) {
        this.regulars = regulars;
        this.senders = senders;
        this.talks = talks;
    }

    /** Serves it, on the long way if need be. What is wrong in its form is told there. */
    Future<TpiReplies> serve(
            Sent sent,
            Supplier<Authorised> decode,
            Function<Supplier<Authorised>, Future<TpiReplies>> longWay) {
        Optional<Regular> regular = find(sent.fields());
        if (regular.isEmpty()) {
            return longWay.apply(decode);
        }
        Authorised request;
        try {
            request = decode.get();
        } catch (Refusal _) {
            return longWay.apply(decode);
        }
        return request instanceof Say say
                ? serve(sent, regular.get(), say)
                        .recover(
                                failure ->
                                        isUnknown(failure)
                                                ? Future.failedFuture(failure)
                                                : longWay.apply(() -> request))
                : longWay.apply(() -> request);
    }

    private Optional<Regular> find(Fields fields) {
        try {
            long session = fields.longOr("sessionId", 0);
            return Tokens.keyOf(fields).flatMap(token -> regulars.find(token, session));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    private Future<TpiReplies> serve(Sent sent, Regular regular, Say say) {
        TokenKey token = regular.token();
        return senders.admit(regular, sent)
                .compose(holder -> talks.sayUnseen(holder, token, say))
                .onFailure(_ -> regulars.forget(token, say.sessionId()));
    }

    /** Whether it may have been heard, or would only be one more for those who have too many. */
    private static boolean isUnknown(Throwable failure) {
        ErrorCode code = TpiErrors.codeOf(failure);
        return code == ErrorCode.UNAVAILABLE
                || code == ErrorCode.OVERLOADED
                || code == ErrorCode.NOT_OWNER
                || code == ErrorCode.INTERNAL;
    }
}
