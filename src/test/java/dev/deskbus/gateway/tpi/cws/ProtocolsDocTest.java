package dev.deskbus.gateway.tpi.cws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.ProtocolsTable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The columns of the visitors' socket in {@code docs/protocols.md}. */
class ProtocolsDocTest {
    @Test
    void everyTypeIsThereAndNoOther() {
        assertThat(
                        ProtocolsTable.column("what", "visitors' socket").values().stream()
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(CwsType.values()).map(type -> "" + type.number()).toList());
    }
}
