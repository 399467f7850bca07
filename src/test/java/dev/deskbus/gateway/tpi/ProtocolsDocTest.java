package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import dev.deskbus.domain.error.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The columns of TPI v2 in {@code docs/protocols.md}. */
class ProtocolsDocTest {
    @Test
    void everyTypeIsThereAndNoOther() {
        assertThat(ProtocolsTable.column("what", "TPI v2").values())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.<TpiType>concat(
                                        Stream.of(TpiType.Open.values()),
                                        Stream.of(TpiType.Guarded.values()))
                                .map(type -> "" + type.number())
                                .toList());
    }

    @Test
    void everyRefusalHasItsNumber() {
        Map<String, String> numbers =
                Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.toMap(
                                        ErrorCode::name,
                                        code -> "" + TpiErrors.resultOf(code).number()));

        assertThat(ProtocolsTable.column("refusal", "TPI v2")).isEqualTo(numbers);
    }
}
