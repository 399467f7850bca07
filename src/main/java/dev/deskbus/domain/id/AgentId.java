package dev.deskbus.domain.id;

/** An agent, by login such as {@code SELITE}. */
public record AgentId(String value) {
    public AgentId {
        Ids.requireToken(value, "agent id");
    }

    /** Whether it could be one. */
    public static boolean isWellFormed(String value) {
        return Ids.isToken(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
