package dev.deskbus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTableTest {
    private static final List<String> EMPTY =
            List.of("before", "<!-- faults: begin -->", "<!-- faults: end -->", "after");

    @Test
    void addsARowBetweenTheMarkers() {
        List<String> with = FaultTable.with(EMPTY, "| a | 1 |");

        assertThat(with)
                .startsWith("before")
                .endsWith("| a | 1 |", "<!-- faults: end -->", "after");
    }

    @Test
    void aNewRunReplacesTheRowOfItsFault() {
        List<String> first = FaultTable.with(FaultTable.with(EMPTY, "| a | 1 |"), "| b | 1 |");

        List<String> again = FaultTable.with(first, "| a | 2 |");

        assertThat(again).contains("| a | 2 |", "| b | 1 |").doesNotContain("| a | 1 |");
        assertThat(again).hasSameSizeAs(first);
    }
}
