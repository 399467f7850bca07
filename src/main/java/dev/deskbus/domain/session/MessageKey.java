package dev.deskbus.domain.session;

import org.jspecify.annotations.Nullable;

/**
 * How a repeated message is recognised (decision G-13).
 *
 * @param id unique in the session for ever: the client's own {@code messageId}, or one that the
 *     edge made and keeps through its own repeats
 * @param recent the same for the same kind, client time and content; a second one within two
 *     minutes is a repeat. Null when the client named its message, or sent no time
 */
public record MessageKey(String id, @Nullable String recent) {}
