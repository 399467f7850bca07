package dev.deskbus.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    static Stream<Function<String, Object>> texts() {
        return Stream.of(AgentId::new, ClientId::new, CommandId::new, NodeId::new);
    }

    static Stream<LongFunction<Object>> numbers() {
        return Stream.of(QueueId::new, RequestId::new, SessionId::new, TenantId::new);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextThatCouldForgeAnAddressIsNoId(Function<String, Object> id) {
        for (String bad : new String[] {"", "a.b", "a b", "a/b", "é", "a\u0000", "[", "`", "{"}) {
            refused(() -> id.apply(bad));
        }
        refused(() -> id.apply("x".repeat(65)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void lettersDigitsUnderscoreAndHyphenAreAllowed(Function<String, Object> id) {
        for (String good : new String[] {"a", "azAZ09_-", "x".repeat(64)}) {
            assertThat(id.apply(good)).hasToString(good);
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberThatScriptsCannotHoldIsNoId(LongFunction<Object> id) {
        for (long bad : new long[] {0, -1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE}) {
            refused(() -> id.apply(bad));
        }
        assertThat(id.apply(1)).isNotEqualTo(id.apply((1L << 53) - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 9000, 9999})
    void errorCodesAreFoundByNumber(int number) {
        assertThat(ErrorCode.of(number).number()).isEqualTo(number);
    }

    @Test
    void anUnknownErrorNumberIsInternal() {
        assertThat(ErrorCode.of(4711)).isEqualTo(ErrorCode.INTERNAL);
    }

    private static void refused(ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }
}
