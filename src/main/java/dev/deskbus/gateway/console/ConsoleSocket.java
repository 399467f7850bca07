package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.Agent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What a console protocol can do with the socket that it is spoken on. */
public interface ConsoleSocket extends Screen {
    /** Lets the agent in and answers what it is told; to be asked while nobody is logged in. */
    Future<JsonObject> enter(Agent agent, Entry entry);

    /** Closes it; to be called in its context. */
    void end(ConsoleClose why);

    /** How a protocol lets somebody in. */
    interface Entry {
        /** Whether the agent gets its place though another console has it. */
        boolean isForced();

        /** What is said when the place is taken; the socket goes on, and may try again. */
        JsonObject taken();

        /** What is said to who sits there now. */
        Future<JsonObject> welcome(Seat seat);

        /** What decides what that agent is shown. */
        Show show(Agent agent);
    }
}
