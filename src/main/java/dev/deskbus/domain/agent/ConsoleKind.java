package dev.deskbus.domain.agent;

/**
 * Which protocol a console speaks. An agent may have one console of each; only a login of the same
 * kind ends one (decision X-3).
 */
public enum ConsoleKind {
    KF,
    ADMIN,
    WEB
}
