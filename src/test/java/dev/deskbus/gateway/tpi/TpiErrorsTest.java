package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TpiErrorsTest {
    private static final Pattern CONSTANT = Pattern.compile("(\\w+) = (-?\\d+);.*");

    /** Missing from the document (decision G-6), or of the later edition. */
    private static final Set<TpiResult> UNPRINTED =
            Set.of(
                    TpiResult.INVAILD_PARAMETER,
                    TpiResult.ALREADY_IN_OTHER_CHATTING,
                    TpiResult.INVAILD_MESSAGE_ID);

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAResultAndWordsInBothLanguages(ErrorCode code) {
        Refusal refusal = new Refusal(code, "because");

        TpiReplies.Refused chinese = TpiErrors.reply(refusal, Language.CHINESE, "t1");
        TpiReplies.Refused english = TpiErrors.reply(refusal, Language.ENGLISH, "t1");

        assertThat(chinese.result().number()).isNegative();
        assertThat(english.result()).isEqualTo(chinese.result());
        assertThat(chinese.message()).matches("(?s).*\\p{IsHan}.*");
        assertThat(english.message()).doesNotMatch("(?s).*\\p{IsHan}.*").isNotBlank();
    }

    @Test
    void theNumbersAreThoseOfTheDecisions() {
        Map<Integer, String> codes =
                Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.groupingBy(
                                        code -> TpiErrors.resultOf(code).number(),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                ErrorCode::name, Collectors.joining(" "))));

        assertThat(codes)
                .containsEntry(-3, "QUEUE_OFF_HOURS")
                .containsEntry(-5, "QUEUE_NO_AGENT")
                .containsEntry(-7, "QUEUE_UNKNOWN")
                .containsEntry(-8, "BODY_UNREADABLE")
                .containsEntry(-10, "REQUEST_UNKNOWN REQUEST_ENDED")
                .containsEntry(-11, "SESSION_UNKNOWN SESSION_CLOSED NOT_A_PARTICIPANT")
                .containsEntry(-13, "FILE_NOT_STORED")
                .containsEntry(-14, "PARAMETER_INVALID CALLBACK_ADDRESS_NOT_ALLOWED")
                .containsEntry(-15, "TOKEN_INVALID")
                .containsEntry(-18, "SESSION_KIND_WRONG")
                .containsEntry(-32, "CLIENT_BUSY")
                .containsEntry(-33, "MESSAGE_ID_INVALID")
                .containsEntry(-16, "FILE_KIND_NOT_ALLOWED")
                .containsEntry(-17, "TEXT_EMPTY")
                .containsEntry(-19, "REQUEST_TYPE_UNKNOWN")
                .containsEntry(-20, "CREDENTIALS_WRONG")
                .containsEntry(-21, "FILE_TOO_LARGE")
                .containsEntry(-22, "PICTURE_NOT_STORED")
                .containsEntry(-23, "VOICE_NOT_STORED")
                .containsEntry(
                        -100,
                        "REPLY_UNKNOWN REPLY_TAKEN NOTE_UNKNOWN LIMIT_REACHED"
                                + " NOT_OWNER OVERLOADED UNAVAILABLE INTERNAL");
    }

    @Test
    void theConstantsAreThoseOfTheDocument() {
        Map<String, Integer> documented = constants("result-constants.txt");

        for (TpiResult result : TpiResult.values()) {
            if (!UNPRINTED.contains(result)) {
                assertThat(documented.remove(result.name())).isEqualTo(result.number());
            }
        }
        assertThat(documented).isEmpty();
    }

    @Test
    void onlyWhatHelpsTheCallersProgrammerIsTold() {
        assertThat(message(new Refusal(ErrorCode.PARAMETER_INVALID, "queueId is missing")))
                .isEqualTo("参数错误: queueId is missing");
        assertThat(message(new Refusal(ErrorCode.SESSION_UNKNOWN, "shard 7 at node-3")))
                .isEqualTo("会话不存在或已结束");
        assertThat(message(new IllegalStateException("jdbc:postgresql://secret")))
                .isEqualTo("内部错误，请联系管理员 (t1)");
        assertThat(message(new Refusal(ErrorCode.UNAVAILABLE, "node-3")))
                .isEqualTo("系统繁忙，请稍后重试 (t1)");
        assertThat(message(new Refusal(ErrorCode.OVERLOADED, "node-3")))
                .isEqualTo("系统繁忙，请稍后重试 (t1)");
    }

    @Test
    void theLanguageIsChineseUnlessEnglishIsPreferred() {
        for (String header : List.of("en", "en-GB,en;q=0.9", " EN")) {
            assertThat(Language.of(header)).isEqualTo(Language.ENGLISH);
        }
        for (String header : List.of("", "zh-CN,en;q=0.5", "de", "*")) {
            assertThat(Language.of(header)).isEqualTo(Language.CHINESE);
        }
        assertThat(Language.of(null)).isEqualTo(Language.CHINESE);
    }

    private static String message(Throwable failure) {
        return TpiErrors.reply(failure, Language.CHINESE, "t1").message();
    }

    private static Map<String, Integer> constants(String file) {
        Map<String, Integer> constants = new TreeMap<>();
        for (String line : WireFiles.lines(file)) {
            Matcher matcher = CONSTANT.matcher(line);
            if (matcher.matches()) {
                constants.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
            }
        }
        return constants;
    }
}
