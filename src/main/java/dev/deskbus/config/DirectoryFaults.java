package dev.deskbus.config;

import java.util.List;

/** A directory file that cannot be imported: all faults at once, each with its path. */
public final class DirectoryFaults extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    DirectoryFaults(List<String> faults) {
        super("directory: " + String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence a fault, such as {@code queues.1.agents: no such agent: AE2EA}. */
    public List<String> faults() {
        return faults;
    }
}
