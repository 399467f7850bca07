package dev.deskbus.domain.queue;

/** Where a chat request stands; the numbers are those of the TPI documents, section 3. */
public enum RequestStatus {
    WAITING(0),
    ACCEPTED(1),
    REFUSED(2),
    TIMEOUT(3),
    DROPPED(4),
    NO_AGENT_ONLINE(5),
    OFF_HOUR(6),
    CANCELED_BY_CLIENT(7);

    private final int number;

    RequestStatus(int number) {
        this.number = number;
    }

    /** The number on the TPI and WeChat wires. */
    public int number() {
        return number;
    }
}
