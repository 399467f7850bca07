package dev.deskbus.port;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;

/**
 * Under which ownership something is written. Every write locks the shard's row and compares all
 * three; when they differ, nothing is written.
 */
public record Fence(Shard shard, NodeId node, long epoch) {}
