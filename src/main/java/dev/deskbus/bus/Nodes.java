package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;

/** The one address that each node has in the cluster; everything else is local. */
public final class Nodes {
    private Nodes() {}

    /** Where envelopes for that node are sent. */
    public static String address(NodeId node) {
        return "node." + node.value();
    }
}
