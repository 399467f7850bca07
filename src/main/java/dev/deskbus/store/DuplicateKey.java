package dev.deskbus.store;

/** A unique constraint refused a row; nothing of the statement was written. */
final class DuplicateKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String constraint;

    DuplicateKey(String constraint, Throwable cause) {
        super("duplicate key: " + constraint, cause);
        this.constraint = constraint;
    }

    /** The name of the constraint or unique index. */
    String constraint() {
        return constraint;
    }
}
