package dev.deskbus.gateway.console;

import dev.deskbus.port.ConversationViews.Change;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.WaitingLines.InLine;
import java.util.List;

/**
 * What one agent's console should have been shown by now (reliability R10, decision 0121).
 *
 * @param waiting the fronts of all its lines
 */
public record Digest(Sessions sessions, List<InLine> waiting) {
    public Digest {
        waiting = List.copyOf(waiting);
    }

    /** Of the agent's sessions. */
    public sealed interface Sessions {}

    /** All that are open. */
    public record All(List<Standing> open) implements Sessions {
        public All {
            open = List.copyOf(open);
        }
    }

    /**
     * Those whose logs have grown lately; all others are as they were. For a console that missed
     * nothing before.
     */
    public record Changed(List<Change> changes) implements Sessions {
        public Changed {
            changes = List.copyOf(changes);
        }
    }
}
