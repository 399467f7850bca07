package dev.deskbus.gateway.tpi.cws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.cws.VisitorWorld.Kind;
import dev.deskbus.gateway.tpi.cws.VisitorWorld.Step;
import dev.deskbus.port.VisitorStore.Asked;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever is lost, doubled or late, and however often the socket or its node goes: what the page
 * shows, without what it has seen already, is the log in its order.
 */
class CwsFollowingPropertiesTest {
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(3, Kind.ASK),
                        Tuple.of(1, Kind.MOVE),
                        Tuple.of(4, Kind.TAKE),
                        Tuple.of(1, Kind.TIME_OUT),
                        Tuple.of(12, Kind.AGENT_SAYS),
                        Tuple.of(4, Kind.VISITOR_SAYS),
                        Tuple.of(1, Kind.JOIN),
                        Tuple.of(1, Kind.WARN),
                        Tuple.of(1, Kind.ASK_RATING),
                        Tuple.of(2, Kind.CLOSE),
                        Tuple.of(9, Kind.HINT_COMES),
                        Tuple.of(2, Kind.HINT_COMES_TWICE),
                        Tuple.of(3, Kind.HINT_IS_LOST),
                        Tuple.of(2, Kind.LOOK),
                        Tuple.of(2, Kind.DIGEST),
                        Tuple.of(8, Kind.FRAMES_ARRIVE),
                        Tuple.of(8, Kind.RECEIPT),
                        Tuple.of(3, Kind.TIME_PASSES),
                        Tuple.of(1, Kind.SOCKET_BREAKS),
                        Tuple.of(1, Kind.NODE_DIES),
                        Tuple.of(1, Kind.DATABASE_GOES),
                        Tuple.of(2, Kind.DATABASE_COMES),
                        Tuple.of(1, Kind.SOCKET_STALLS),
                        Tuple.of(2, Kind.SOCKET_READS));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 11))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(150);
    }

    @Property
    void thePageShowsTheLogInItsOrder(@ForAll("steps") List<Step> steps) {
        VisitorWorld world = new VisitorWorld();

        steps.forEach(world::run);
        world.settle();

        for (long session = 1; session <= world.sessions; session++) {
            assertThat(world.page.of("s" + session))
                    .as("session %s of %s", session, steps)
                    .isEqualTo(world.expected(new SessionId(session)));
            assertThat(world.visitors.confirmed(new SessionId(session)))
                    .isEqualTo(world.lastShown(new SessionId(session)));
        }
        for (long request = 1; request <= world.requests; request++) {
            Asked asked = world.visitors.find(new RequestId(request)).orElseThrow();
            assertThat(world.page.of("r" + request)).last().isEqualTo(VisitorWorld.label(asked));
            assertThat(world.page.of("r" + request).stream().filter(l -> !l.startsWith("0")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
