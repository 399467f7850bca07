package dev.deskbus.gateway.console.admin;

/** A request that is answered with an error of the admin wire. No stack trace. */
final class AdminFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AdminCode code;
    private final String words;

    AdminFault(AdminCode code, String words) {
        super(words, null, false, false);
        this.code = code;
        this.words = words;
    }

    AdminCode code() {
        return code;
    }

    /** What a person may read. */
    String words() {
        return words;
    }
}
