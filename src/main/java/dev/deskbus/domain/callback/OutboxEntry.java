package dev.deskbus.domain.callback;

import dev.deskbus.domain.client.CallbackTarget;

/** A callback and where it goes; written by the statement that writes what it tells of. */
public record OutboxEntry(CallbackTarget target, Callback callback) {}
