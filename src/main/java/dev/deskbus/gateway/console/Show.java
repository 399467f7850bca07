package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.gateway.console.Truth.Known;

/** Decides what one agent's console is shown of what happens. Used in the console's context. */
public interface Show extends Rounds.Console {
    /** What the console knows from its login. */
    void begin(Known known);

    /** Shows it, or what this console has to see of it; when too much waits, it is dropped. */
    void show(ConsoleEvent event);
}
