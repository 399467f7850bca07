package dev.deskbus.gateway.console.kf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KfErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "PARAMETER_INVALID, 400",
        "REQUEST_TYPE_UNKNOWN, 400",
        "TEXT_EMPTY, 400",
        "TOKEN_INVALID, 440",
        "CALLER_NOT_ALLOWED, 403",
        "NOT_A_PARTICIPANT, 403",
        "SESSION_CLOSED, 403",
        "AGENT_FULL, 403",
        "AGENT_NOT_ELIGIBLE, 403",
        "CLIENT_UNKNOWN, 404",
        "REQUEST_UNKNOWN, 404",
        "REQUEST_ENDED, 404",
        "REQUEST_TAKEN, 409",
        "FILE_TOO_LARGE, 400",
        "FILE_NOT_STORED, 500",
        "REPLY_UNKNOWN, 404",
        "REPLY_TAKEN, 409",
        "NOTE_UNKNOWN, 404",
        "LIMIT_REACHED, 403",
        "UNAVAILABLE, 500",
        "INTERNAL, 500"
    })
    void refusalsHaveTheCodesOfTheWire(ErrorCode code, int wire) {
        assertThat(KfErrors.code(new Refusal(code, "why"))).isEqualTo(wire);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void noRefusalLooksLikeSuccess(ErrorCode code) {

        assertThat(KfErrors.of(code)).isIn(400, 403, 404, 409, 440, 500);
    }

    @Test
    void ourOwnTroublesAreNotToldInDetail() {
        assertThat(KfErrors.words(new IllegalStateException("password of the database")))
                .isEqualTo("internal error");
        assertThat(KfErrors.words(new Refusal(ErrorCode.UNAVAILABLE, "node 10.0.0.1 is gone")))
                .isEqualTo("internal error");
        assertThat(KfErrors.words(new Refusal(ErrorCode.AGENT_FULL, "no free slot")))
                .isEqualTo("no free slot");
    }
}
