package dev.deskbus.gateway.tpi.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import dev.deskbus.gateway.tpi.TpiResult;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The columns of TPI v1 in {@code docs/protocols.md}. */
class ProtocolsDocTest {
    @Test
    void everyTypeIsThereAndNoOther() {
        assertThat(ProtocolsTable.column("what", "TPI v1").values())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(V1Type.values()).map(type -> "" + type.number()).toList());
    }

    /** Each number follows from the one of v2 (decision V1-7). */
    @Test
    void everyRefusalHasItsNumber() {
        Map<String, TpiResult> newest =
                Arrays.stream(TpiResult.values())
                        .collect(Collectors.toMap(each -> "" + each.number(), each -> each));
        Map<String, String> numbers =
                ProtocolsTable.column("refusal", "TPI v2").entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        row ->
                                                ""
                                                        + V1Results.of(newest.get(row.getValue()))
                                                                .number()));

        assertThat(ProtocolsTable.column("refusal", "TPI v1")).isEqualTo(numbers);
    }
}
