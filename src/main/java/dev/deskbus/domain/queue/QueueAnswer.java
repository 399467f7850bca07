package dev.deskbus.domain.queue;

import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;

/** What a queue answers. A refusal is not an answer but a {@code Refusal}. */
public sealed interface QueueAnswer {
    /** It waits; the position counts from 1 (decision R2). */
    record Enqueued(RequestId request, int position) implements QueueAnswer {}

    /** The client waits already, here or in another queue (TPI -1, decision V2-11). */
    record AlreadyWaiting(RequestId request, int position) implements QueueAnswer {}

    /** The client talks already, in a session of the same kind (TPI -2, decision V2-53). */
    record AlreadyTalking(SessionId session) implements QueueAnswer {}

    /** The request was given to an agent: the session that it became. */
    record Accepted(SessionId session) implements QueueAnswer {}

    /** It is done, or had been done already. */
    record Done() implements QueueAnswer {}
}
