package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.queue.RequestStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The codes of this wire, which are its own (decisions WX-3, WX-4). */
class WeChatErrorsTest {
    private static final Path WIRE = Path.of("src/test/resources/wire/wechat");

    /** Numbers of the other documents that this one does not use otherwise. */
    private static final Map<String, Integer> EXTENSIONS =
            Map.of(
                    "REQUEST_ERROR", -8,
                    "INVAILD_CHAT_SESSION_ID", -11,
                    "INVAILD_MESSAGE_TYPE", -12,
                    "INVAILD_SIGN", -30);

    @Test
    void theTableIsTheDocumentsAndFourNumbersMore() throws IOException {
        Map<String, Integer> expected = constants("result-constants.txt");
        expected.putAll(EXTENSIONS);

        assertThat(numbers(WeChatResult.values(), WeChatResult::name, WeChatResult::number))
                .isEqualTo(expected);
    }

    @Test
    void requestsStandAsTheDocumentCountsThem() throws IOException {
        Map<String, Integer> expected = constants("status-constants.txt");
        expected.remove("ENTERPRISE_WECHAT_ACCEPTED"); // nothing here accepts that way (V2-52)

        assertThat(numbers(RequestStatus.values(), RequestStatus::name, RequestStatus::number))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasANegativeNumberAndWordsWithoutItsReason(ErrorCode code) {
        var reply = WeChatErrors.reply(new Refusal(code, "secret reason"), "trace");

        assertThat(reply.result().number()).isNegative();
        assertThat(reply.message()).isNotBlank();
        boolean isForm = code == ErrorCode.BODY_UNREADABLE || code == ErrorCode.PARAMETER_INVALID;
        assertThat(reply.message().contains("secret reason")).isEqualTo(isForm);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REQUEST_UNKNOWN", "REQUEST_ENDED"})
    void anInternalErrorHasATraceAndNothingElse(ErrorCode code) {
        var reply = WeChatErrors.reply(new Refusal(code, "x"), "0a1b");

        assertThat(reply.message().contains("0a1b"))
                .isEqualTo(reply.result() == WeChatResult.INTERNAL_ERROR);
    }

    @Test
    void tenIsNoAgentAndNeverAnUnknownRequest() {
        assertThat(WeChatErrors.resultOf(ErrorCode.REQUEST_UNKNOWN))
                .isEqualTo(WeChatResult.INTERNAL_ERROR);
        assertThat(Arrays.stream(ErrorCode.values()).map(WeChatErrors::resultOf))
                .doesNotContain(WeChatResult.NO_SERVED_AGENT_FOUND);
    }

    private static <T> Map<String, Integer> numbers(
            T[] values, Function<T, String> name, ToIntFunction<T> number) {
        return Arrays.stream(values).collect(Collectors.toMap(name, number::applyAsInt));
    }

    private static Map<String, Integer> constants(String file) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (String line : Files.readAllLines(WIRE.resolve(file))) {
            String[] parts = line.split(" = ", -1);
            found.put(parts[0], Integer.valueOf(parts[1]));
        }
        return found;
    }
}
