package dev.deskbus.port;

/** How a fenced write ended. */
public enum Written {
    /** It is on disk. */
    STORED,
    /** The row was not in the state that the write supposes; nothing was written. */
    CONFLICT,
    /** Another node owns the shard now; nothing was written, and the actor must stop being. */
    FENCED
}
