package dev.deskbus.actor.heartbeat;

import java.time.Duration;

/**
 * How often a node shows and looks for life.
 *
 * @param beat between two beats to a socket (decision KF-1)
 * @param patience how long a socket may stay silent before it is closed
 * @param renewal between two renewals of the lease (decision 2)
 * @param pulse between two looks: for silent sockets, at the lease, for agents who went
 * @param grace how long an agent without a console is still there (decision KF-11)
 */
public record HeartbeatSettings(
        Duration beat, Duration patience, Duration renewal, Duration pulse, Duration grace) {
    /** What the documents say. */
    public static final HeartbeatSettings DOCUMENTED =
            new HeartbeatSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20));
}
