package dev.deskbus.gateway.tpi.cws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.cws.Deliveries.Patience;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeliveriesPropertiesTest {
    private static final SessionId SESSION = new SessionId(96);
    private static final Patience PATIENCE = new Patience(5000, 3);

    private static Parcel event(long seq) {
        return Parcel.ofEvent(SESSION, seq, 0, JsonNodeFactory.instance.objectNode());
    }

    /** A receipt for the n-th push, or a while without one. */
    record Step(boolean isReceipt, int n) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false), Arbitraries.integers().between(1, 8))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    /** Events go out one after the other, some come to no push; receipts come as they like. */
    @Property
    void nothingCountsAsConfirmedThatIsNotKnown(@ForAll("steps") List<Step> steps) {
        Deliveries deliveries = Deliveries.NONE;
        List<Long> confirmed = new ArrayList<>();
        long now = 0;
        long pushed = 0;
        for (Step step : steps) {
            if (step.isReceipt()) {
                Parcel parcel = event(step.n());
                if (step.n() <= pushed) {
                    deliveries = deliveries.confirm(parcel.rsId());
                    confirmed.add((long) step.n());
                }
            } else if (pushed < step.n()) {
                pushed++;
                deliveries = deliveries.push(event(pushed), now);
            } else {
                now += 5000;
                deliveries = deliveries.due(now, PATIENCE).after();
            }
            long upTo = deliveries.confirmed(SESSION, pushed);
            long known = confirmed.stream().mapToLong(n -> n).max().orElse(0);
            assertThat(upTo).isLessThanOrEqualTo(known);
            List<Long> waiting = waiting(deliveries);
            assertThat(waiting).allMatch(seq -> seq > upTo).isSorted();
            if (confirmed.containsAll(waiting) && deliveries.missed().isEmpty()) {
                assertThat(upTo).isEqualTo(waiting.isEmpty() ? pushed : waiting.getFirst() - 1);
            }
        }
    }

    private static List<Long> waiting(Deliveries deliveries) {
        return deliveries.waiting().stream()
                .map(sent -> ((Parcel.Proof.OfEvent) sent.parcel().proof()).seq())
                .toList();
    }
}
