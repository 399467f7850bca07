package dev.deskbus.gateway.console;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ConversationViews.Move;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.WaitingLines.InLine;
import java.util.List;
import java.util.Map;

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
     * What has happened lately; all else is as it was. For a console that missed nothing before.
     *
     * @param lastSeqs how far logs have come that have grown, whosever they are
     * @param moves of this agent
     */
    public record Changed(Map<SessionId, Long> lastSeqs, List<Move> moves) implements Sessions {
        public Changed {
            lastSeqs = Map.copyOf(lastSeqs);
            moves = List.copyOf(moves);
        }
    }
}
