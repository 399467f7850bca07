package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import io.vertx.core.Future;

/**
 * How one console protocol shows what happens in a session. Each answers whether the console took
 * the frame; what fails is shown again later. Completed in the console's context.
 */
public interface SessionFrames {
    /** What {@link #assigned} answers when the console takes no more now. */
    long NOT_TAKEN = -1;

    /**
     * The agent has this session. Answers up to which number of its log the console knows it now;
     * what comes after that is shown from the log.
     */
    Future<Long> assigned(SessionAssigned assigned);

    /** The client or another agent said something; true also for what is not shown. */
    Future<Boolean> said(SessionSaid said);

    /** Something was said among agents; true also for what the wire does not know. */
    default Future<Boolean> whispered(SessionWhispered whispered) {
        return Future.succeededFuture(true);
    }

    /** A word was taken back, or reads otherwise; true also for what the wire does not know. */
    default Future<Boolean> corrected(SessionCorrected corrected) {
        return Future.succeededFuture(true);
    }

    /** Others take part from here on; true also for what the wire does not know. */
    default Future<Boolean> agentsChanged(SessionAgentsChanged changed) {
        return Future.succeededFuture(true);
    }

    /** The session is with another client from here on. */
    Future<Boolean> clientChanged(SessionClientChanged changed);

    /** The session is over. */
    Future<Boolean> ended(SessionId session, Client client);

    /** Whether the console is shown, too, what its own agent and Deskbus itself say and end. */
    default boolean showsAll() {
        return false;
    }
}
