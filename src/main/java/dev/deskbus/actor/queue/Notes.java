package dev.deskbus.actor.queue;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.queue.QueueState.Offer;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows one waiting client, what it said while waiting, and how much of that each audience saw. */
final class Notes {
    /** What is said beyond this is kept on disk, not here. */
    private static final int MOST = 100;

    private final Client client;

    /** Nothing was said before that is not here. */
    private final boolean isWhole;

    private final List<Message> said = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<Topic<ConsoleEvent>, Integer> seen = new HashMap<>();
    private long lastOffer;

    Notes(Client client, boolean isWhole) {
        this.client = client;
        this.isWhole = isWhole;
    }

    Client client() {
        return client;
    }

    /** Once for each key. */
    void add(Message message, MessageKey key) {
        if (said.size() < MOST && keys.add(key.id())) {
            said.add(message);
        }
    }

    /**
     * What the audience has not seen (decision KF-24), which counts as seen from here on; empty
     * when there is no reason to show it the request again.
     */
    Optional<Unseen> unseen(Topic<ConsoleEvent> audience, @Nullable Offer offer) {
        boolean isNewOffer = offer != null && offer.number() != lastOffer;
        lastOffer = offer == null ? lastOffer : offer.number();
        Integer upTo = seen.put(audience, said.size());
        return upTo == null || isNewOffer || upTo < said.size()
                ? Optional.of(from(upTo == null ? 0 : upTo))
                : Optional.empty();
    }

    /**
     * Words that an audience has not seen.
     *
     * @param said how many it has seen with these; 0 when more may have been said before
     */
    record Unseen(long said, List<Message> messages) {}

    private Unseen from(int first) {
        return new Unseen(isWhole ? said.size() : 0, List.copyOf(said.subList(first, said.size())));
    }
}
