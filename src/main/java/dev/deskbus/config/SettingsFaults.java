package dev.deskbus.config;

import java.util.List;

/** Settings that no node can start with: all faults at once. */
public final class SettingsFaults extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    SettingsFaults(List<String> faults) {
        super("settings: " + String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** One sentence a fault. */
    public List<String> faults() {
        return faults;
    }
}
