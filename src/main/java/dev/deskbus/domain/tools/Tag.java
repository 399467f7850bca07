package dev.deskbus.domain.tools;

/** A short word that marks clients and sessions. */
public record Tag(String name) {
    public static final int LONGEST = 32;

    public Tag {
        name = Lines.requireLine("tag", name, LONGEST);
    }
}
