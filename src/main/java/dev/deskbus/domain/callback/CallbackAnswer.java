package dev.deskbus.domain.callback;

/** What a callback dispatcher answers. */
public sealed interface CallbackAnswer {
    /** It heard. */
    record Heard() implements CallbackAnswer {}
}
