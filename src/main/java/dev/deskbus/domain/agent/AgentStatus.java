package dev.deskbus.domain.agent;

/** What an agent says of itself; the numbers are those of the KF document, section 5. */
public enum AgentStatus {
    OFFLINE(0),
    ONLINE(1),
    BUSY(2),
    AWAY(3);

    private final int number;

    AgentStatus(int number) {
        this.number = number;
    }

    /** The number on the KF wire. */
    public int number() {
        return number;
    }
}
