package dev.deskbus.config;

/** A value that no log may show. */
public record Secret(String value) {
    /** Whether there is none. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "(none)" : "(secret)";
    }
}
