package dev.deskbus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Provide
    Arbitrary<Set<NodeId>> nodes() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(NodeId::new)
                .set()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property
    void onlyTheShardsOfANodeThatGoesMove(@ForAll("nodes") Set<NodeId> nodes) {
        Map<Shard, NodeId> before = owners(nodes);
        for (NodeId gone : nodes) {
            Set<NodeId> rest = new HashSet<>(nodes);
            rest.remove(gone);
            owners(rest)
                    .forEach(
                            (shard, after) -> {
                                if (!before.get(shard).equals(gone)) {
                                    assertThat(after).isEqualTo(before.get(shard));
                                }
                            });
        }
    }

    @Property
    void theOrderInWhichNodesAreNamedDoesNotMatter(@ForAll("nodes") Set<NodeId> nodes) {
        List<NodeId> order = new ArrayList<>(nodes);
        Collections.reverse(order);
        for (int n = 0; n < Shard.COUNT; n++) {
            assertThat(Placement.owner(new Shard(n), order))
                    .isEqualTo(Placement.owner(new Shard(n), nodes));
        }
    }

    @Property
    void threeNodesShareFairly(@ForAll("nodes") Set<NodeId> nodes) {
        List<NodeId> three = new ArrayList<>(nodes);
        for (int n = 0; three.size() < 3; n++) {
            three.add(new NodeId("spare-" + n));
        }
        Map<NodeId, Integer> count = new HashMap<>();
        owners(new HashSet<>(three.subList(0, 3)))
                .values()
                .forEach(owner -> count.merge(owner, 1, Integer::sum));
        assertThat(count).hasSize(3);
        assertThat(count.values()).allMatch(n -> n >= 5 && n <= 42);
    }

    @Test
    void noNodeOwnsNothing() {
        assertThat(Placement.owner(new Shard(0), Set.of())).isEmpty();
    }

    private static Map<Shard, NodeId> owners(Set<NodeId> nodes) {
        Map<Shard, NodeId> owners = new HashMap<>();
        for (int n = 0; n < Shard.COUNT; n++) {
            Shard shard = new Shard(n);
            Placement.owner(shard, nodes).ifPresent(owner -> owners.put(shard, owner));
        }
        return owners;
    }
}
