package dev.deskbus.store;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.CallbackStore.Taking;

/** How the outbox knows who took a head: by {@code taker}, the taking and the node. */
final class Takers {
    /**
     * Whether {@code c} is under way nowhere though it was taken: by a taking whose answer never
     * came, or at a node that is no more. {@code %1$d} is this node, {@code %2$d} the takings.
     */
    static final String LOST =
            """
            c.taker = any ($%2$d::text[])
            or (split_part(c.taker, '@', 2) not in ('', $%1$d::text)
                and not exists (select from node n where n.id = split_part(c.taker, '@', 2)
                                and n.lease_until > clock_timestamp()))
            """;

    private Takers() {}

    static String taker(Taking taking, NodeId node) {
        return taker(taking.id(), node);
    }

    static String[] lost(Taking taking, NodeId node) {
        return taking.lost().stream().map(id -> taker(id, node)).toArray(String[]::new);
    }

    private static String taker(String taking, NodeId node) {
        return taking + "@" + node.value();
    }
}
