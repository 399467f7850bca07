package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.function.Function;

/** Where each failure lands on the admin wire. */
final class AdminErrors {
    private AdminErrors() {}

    /** What is said of a failure of any kind. */
    static AdminFault of(Throwable failure) {
        return switch (failure) {
            case AdminFault fault -> fault;
            case Refusal refusal -> of(refusal.code()).fault();
            case Throwable _ -> AdminCode.BROKEN.fault();
        };
    }

    /** The code for a refusal that no request has a number of its own for. */
    static AdminCode of(ErrorCode code) {
        return switch (code) {
            case BODY_UNREADABLE -> AdminCode.UNREADABLE;
            case REQUEST_TYPE_UNKNOWN -> AdminCode.KEY_UNKNOWN;
            case TOKEN_INVALID, SIGNATURE_INVALID, CREDENTIALS_WRONG -> AdminCode.TOKEN_UNREADABLE;
            case FILE_NOT_STORED,
                    PICTURE_NOT_STORED,
                    VOICE_NOT_STORED,
                    NOT_OWNER,
                    OVERLOADED,
                    UNAVAILABLE,
                    INTERNAL ->
                    AdminCode.BROKEN;
            case ErrorCode _ -> AdminCode.PARAMETER; // Whatever else is in the request.
        };
    }

    /** Refusals that are about the guest get the guest's code of that request. */
    static Function<Throwable, Throwable> aboutGuest(AdminCode code) {
        return failure ->
                failure instanceof Refusal refusal && isAboutGuest(refusal.code())
                        ? code.because(AdminWords.NO_TALK)
                        : failure;
    }

    private static boolean isAboutGuest(ErrorCode code) {
        return code == ErrorCode.SESSION_CLOSED
                || code == ErrorCode.SESSION_UNKNOWN
                || code == ErrorCode.NOT_A_PARTICIPANT;
    }
}
