package dev.deskbus.cluster;

import dev.deskbus.bus.Locator;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import java.util.List;

/** The lease together with who owns what, for those who serve what is owned. */
interface Holding extends Lease, Locator {
    /** Tells this listener of every change from now on. */
    void listen(OwnershipListener listener);

    /** Another node says that it has just taken these. */
    void onClaimed(List<Fence> claimed);

    /** Another node asks whether this one is there. */
    void onPing(NodeId by);
}
