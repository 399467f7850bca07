package dev.deskbus.domain.visitor;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionEvent;

/** What a client's own sockets must look at. A hint: the log and the rows are the truth. */
public sealed interface VisitorEvent {
    /** The log of one of the client's sessions has this event now. */
    record Logged(SessionId session, SessionEvent event) implements VisitorEvent {}

    /** A request of the client has ended, or has become a session: its row says which. */
    record RequestChanged(RequestId request) implements VisitorEvent {}

    /** An agent is typing (decision V2-46). Stands in no log. */
    record AgentTypes(SessionId session, AgentId agent) implements VisitorEvent {}
}
