package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;

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

    /** An event for the listeners on the receiving node; not answered. */
    record Shown(String topic, Object event) implements Envelope {}

    /** A node gave shards back: whoever wants them may look at once. Not answered. */
    record Released(NodeId by) implements Envelope {}
}
