package dev.deskbus.domain.file;

/** What a file is sent for; it decides what its content may be. */
public enum Purpose {
    /** A file that somebody chose: of an allowed kind, and what its name says (decision V2-28). */
    UPLOAD,
    /** A picture inside a message: must be one. */
    PICTURE,
    /** A voice inside a message: anything, but only sound is called sound (decision V2-22). */
    VOICE,
    /** A film inside a message: must be one. */
    FILM
}
