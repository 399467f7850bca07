package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.util.List;

/** What goes between nodes: a command or an event with where it is to be handed over. */
public sealed interface Envelope {
    /**
     * A command for an actor of the receiving node; answered with the actor's own answer.
     *
     * @param to the local address there
     * @param shard whose owner hosts the actor
     * @param patienceMillis how much longer the sender waits for this attempt
     */
    record Routed(String to, Shard shard, long patienceMillis, Object command)
            implements Envelope {}

    /** An event for the listeners on the receiving node; answered with {@link Heard}. */
    record Shown(String topic, Object event) implements Envelope {}

    /** A node gave shards back: whoever wants them may look at once. Answered as above. */
    record Released(NodeId by) implements Envelope {}

    /** A node took shards: whoever looks for them need not look. Answered as above. */
    record Claimed(NodeId by, List<Part> parts) implements Envelope {
        public Claimed {
            parts = List.copyOf(parts);
        }

        /** One shard and its new epoch. */
        public record Part(Shard shard, long epoch) {}
    }

    /** A node asks whether this one is there. Answered as above. */
    record Ping(NodeId by) implements Envelope {}

    /** It arrived. */
    record Heard() implements Envelope {}
}
