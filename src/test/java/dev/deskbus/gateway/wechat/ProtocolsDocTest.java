package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import dev.deskbus.domain.error.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The WeChat columns of {@code docs/protocols.md}. */
class ProtocolsDocTest {
    @Test
    void everyCallIsThereAndNoOther() {
        assertThat(ProtocolsTable.column("what", "WeChat").values())
                .allMatch(call -> ("/webchat/" + call + ".do").matches(WeChatCall.paths()));
        assertThat(
                        ProtocolsTable.column("what", "WeChat").values().stream()
                                .map(call -> WeChatCall.of("/webchat/" + call + ".do"))
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(WeChatCall.values());
    }

    @Test
    void everyRefusalHasItsNumber() {
        Map<String, String> numbers =
                Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.toMap(
                                        ErrorCode::name,
                                        code -> "" + WeChatErrors.resultOf(code).number()));

        assertThat(ProtocolsTable.column("refusal", "WeChat")).isEqualTo(numbers);
    }
}
