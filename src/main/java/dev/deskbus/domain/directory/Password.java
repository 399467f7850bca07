package dev.deskbus.domain.directory;

/** A password in plain words, as the directory file has it; never shown, never stored. */
public record Password(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
