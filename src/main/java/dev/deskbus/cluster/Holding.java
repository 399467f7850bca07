package dev.deskbus.cluster;

import dev.deskbus.bus.Locator;
import dev.deskbus.port.Lease;

/** The lease together with who owns what, for those who serve what is owned. */
interface Holding extends Lease, Locator {
    /** Tells this listener of every change from now on. */
    void listen(OwnershipListener listener);
}
