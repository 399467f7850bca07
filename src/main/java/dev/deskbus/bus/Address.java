package dev.deskbus.bus;

import dev.deskbus.domain.id.Shard;

/**
 * Whom a command is for: by id, never by place.
 *
 * @param value the local address at the owner, such as {@code session.96}
 * @param shard whose owner hosts the actor
 * @param command what the actor there understands
 * @param answer what it answers
 */
public record Address<C, A>(String value, Shard shard, Class<C> command, Class<A> answer) {}
