package dev.deskbus.domain.error;

/** An expected refusal: no stack trace, one code, one sentence for people. */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Refuses with a code and a sentence that may be shown to the caller. */
    public Refusal(ErrorCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    /** Why it was refused. */
    public ErrorCode code() {
        return code;
    }
}
