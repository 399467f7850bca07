package dev.deskbus.port;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.tools.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it looks afterwards, or so far.
 *
 * @param client whose it is now
 * @param channel the wire that it came by
 * @param source what the client's system called itself; empty when it did not
 * @param agents who took part, the first to come first
 * @param rating the last one
 * @param notes how many there are on it
 */
public record PastSession(
        SessionId id,
        Client client,
        Protocol channel,
        String source,
        Queue queue,
        SessionKind kind,
        Instant openedAt,
        @Nullable End end,
        List<Participant> agents,
        @Nullable Rated rating,
        List<Tag> tags,
        long notes) {
    public PastSession {
        agents = List.copyOf(agents);
        tags = List.copyOf(tags);
    }

    /** The queue whose rules counted last. */
    public record Queue(QueueId id, String name) {}

    /**
     * How it ended.
     *
     * @param reason in words; empty when none is known
     */
    public record End(Instant at, Party by, String reason) {}

    /**
     * An agent or robot that took part.
     *
     * @param number on the KF wire; 0 for a robot
     */
    public record Participant(long number, String name) {}

    /**
     * A rating.
     *
     * @param name what the tenant calls it; empty when the directory does not know it
     */
    public record Rated(Rating rating, String name) {}
}
