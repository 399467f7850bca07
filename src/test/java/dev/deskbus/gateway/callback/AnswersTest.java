package dev.deskbus.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Final;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static CallbackOutcome outcome(String call, int attempt, int status, String body) {
        return Answers.outcome(
                new TpiCall(call, new JsonObject()), attempt, status, Buffer.buffer(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n {\"result\":0}", "\uFEFF{\"result\":-1}"})
    void aRefusalCountsWhateverStandsBeforeIt(String body) {
        assertThat(outcome("msg", 1, 200, body)).isInstanceOf(Retryable.class);
    }

    @Test
    void anOptionalEndpointThatFailsTwiceIsNotTriedAgain() {
        assertThat(outcome("updateRequestStatus", 1, 503, ""))
                .isEqualTo(new Retryable("status 503"));
        assertThat(outcome("updateRequestStatus", 2, 503, ""))
                .isEqualTo(new Final("status 503 of an optional endpoint"));
        assertThat(outcome("msg", 9, 503, "")).isEqualTo(new Retryable("status 503"));
    }
}
