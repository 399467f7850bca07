package dev.deskbus.domain.id;

import java.nio.charset.StandardCharsets;

/**
 * One of the fixed shards: the unit of ownership, fencing and batching. The hash is FNV-1a with a
 * final avalanche, pinned by a test vector, because every node and every release must agree on it.
 *
 * @param number 0 to {@link #COUNT} - 1
 */
public record Shard(int number) {
    /** How many shards there are; fixed when the database is created. */
    public static final int COUNT = 64;

    public Shard {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("no such shard: " + number);
        }
    }

    /** Where this session lives. */
    public static Shard of(SessionId id) {
        return hash("session." + id.value());
    }

    /** Where this queue, and every request in it, lives. */
    public static Shard of(QueueId id) {
        return hash("queue." + id.value());
    }

    /** Where the callbacks to this client's third party are sent from. */
    public static Shard of(ClientId id) {
        return hash("client." + id.value());
    }

    private static Shard hash(String key) {
        int h = 0x811c9dc5;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x01000193;
        }
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        return new Shard(Math.floorMod(h, COUNT));
    }
}
