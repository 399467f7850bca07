package dev.deskbus.gateway.tpi;

import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.tpi.Senders.Sender;
import dev.deskbus.gateway.tpi.TpiReplies.Refused;
import dev.deskbus.gateway.tpi.TpiRequests.Authorised;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;

/**
 * Another edition of the interface at the same paths (decision V1-1). Whatever it does not admit is
 * answered as if it did not exist.
 */
public interface Edition {
    /** No other edition is spoken. */
    Edition NONE =
            new Edition() {
                @Override
                public Future<Boolean> admits(Sent sent, Newest newest) {
                    return Future.succeededFuture(false);
                }

                @Override
                public Future<TpiReplies> serve(Sent sent, Newest newest) {
                    throw new IllegalStateException("admits nothing");
                }

                @Override
                public Refused translate(Refused refused) {
                    return refused;
                }
            };

    /** Whether the request is one of this edition's, from somebody who may speak it. */
    Future<Boolean> admits(Sent sent, Newest newest);

    /** Serves what it admitted. */
    Future<TpiReplies> serve(Sent sent, Newest newest);

    /** A refusal in the codes of this edition. */
    Refused translate(Refused refused);

    /** What the newest edition does for the others. */
    interface Newest {
        /** Whose system it comes from; its signature is judged on the way. */
        Future<Sender> findSender(Sent sent);

        /** What the fields ask for, as a request of the newest edition. */
        Authorised decode(TpiType.Guarded type, Fields fields);

        /** Does it for that client. */
        Future<TpiReplies> serve(Holder holder, Authorised request);
    }
}
