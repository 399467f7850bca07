package dev.deskbus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationTest {
    @ParameterizedTest(name = "{0} of {1} sees {2}: {3}")
    @CsvSource({
        "a, a,         '',        false",
        "a, 'a b',     'a b',     false",
        "a, 'a b',     a,         false",
        "b, 'a b',     b,         true",
        "b, 'a b',     '',        true",
        "c, 'a b c',   c,         true",
        "c, 'a b c',   'b c',     false",
        "a, 'a b c',   a,         true",
        "b, 'a b c d', 'a b',     false",
        "c, 'a b c d', 'c d',     true",
        "d, 'a b c d', 'b c d',   false",
        "b, 'b c',     'a b x y', false"
    })
    void whoSeesLessThanHalfIsCutOffAndOfTwoHalvesTheOneWithoutTheSmallest(
            String me, String holding, String seen, boolean cutOff) {
        assertThat(Isolation.isCutOff(new NodeId(me), nodes(holding), nodes(seen)))
                .isEqualTo(cutOff);
    }

    private static Set<NodeId> nodes(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(NodeId::new)
                .collect(Collectors.toSet());
    }
}
