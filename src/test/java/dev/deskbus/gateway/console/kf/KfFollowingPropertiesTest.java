package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Digest.Changed;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.port.ConversationViews.Changes;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.SessionView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is lost, doubled, late or refused: the log, each word once, in order. */
class KfFollowingPropertiesTest {
    private static final int SESSIONS = 3;

    /** What may happen; {@code n} picks a session, or a message that is under way. */
    record Step(Kind kind, int n) {}

    enum Kind {
        ASSIGN,
        USER_SAYS,
        AGENT_SAYS,
        WARN,
        CLOSE,
        DELIVER,
        DELIVER_TWICE,
        LOSE,
        LOOK,
        DIGEST,
        LOOK_FOR_CHANGES,
        DIGEST_CHANGES,
        DATABASE_GOES,
        DATABASE_COMES,
        CONSOLE_STALLS,
        CONSOLE_READS
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(3, Kind.ASSIGN),
                        Tuple.of(9, Kind.USER_SAYS),
                        Tuple.of(3, Kind.AGENT_SAYS),
                        Tuple.of(1, Kind.WARN),
                        Tuple.of(1, Kind.CLOSE),
                        Tuple.of(9, Kind.DELIVER),
                        Tuple.of(2, Kind.DELIVER_TWICE),
                        Tuple.of(3, Kind.LOSE),
                        Tuple.of(2, Kind.LOOK),
                        Tuple.of(2, Kind.DIGEST),
                        Tuple.of(2, Kind.LOOK_FOR_CHANGES),
                        Tuple.of(2, Kind.DIGEST_CHANGES),
                        Tuple.of(1, Kind.DATABASE_GOES),
                        Tuple.of(2, Kind.DATABASE_COMES),
                        Tuple.of(1, Kind.CONSOLE_STALLS),
                        Tuple.of(2, Kind.CONSOLE_READS));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 11))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(120);
    }

    @Property
    void everyWordIsShownOnceAndInTheOrderOfTheLog(@ForAll("steps") List<Step> steps) {
        World world = new World();

        steps.forEach(world::run);
        world.settle();

        for (int i = 0; i < SESSIONS; i++) {
            if (!world.isClosed(i)) {
                assertThat(world.paper.words(world.user(i).value())).isEqualTo(world.userWords(i));
            }
        }
        world.tellAll();
        for (int i = 0; i < SESSIONS; i++) {
            List<String> shown = world.paper.words(world.user(i).value());
            List<String> logged = world.userWords(i);
            if (world.isClosed(i)) {
                // A console that never heard of it need not hear of its end.
                long ends = shown.stream().filter("disconnect_push"::equals).count();
                List<String> words = shown.stream().filter(w -> w.startsWith("w")).toList();
                assertThat(ends).isLessThanOrEqualTo(1);
                assertThat(words).isIn(List.of(), logged);
                if (!words.isEmpty()) {
                    assertThat(shown).last().isEqualTo("disconnect_push");
                }
            } else {
                assertThat(shown).isEqualTo(logged);
            }
        }
        assertThat(world.quietRound()).isZero();
    }

    private static final class World {
        final FakeViews views = new FakeViews();
        final Paper paper = new Paper();
        final Following target = new Following(views, SELITE.id(), paper, paper.frames());
        private final List<ConsoleEvent> underWay = new ArrayList<>();
        private final Deque<Changes> changes = new ArrayDeque<>();
        private List<Standing> looked = List.of();
        private long lookedAt;
        private long mark;

        SessionId session(int i) {
            return new SessionId(i + 1L);
        }

        ClientId user(int i) {
            return new ClientId("user" + i);
        }

        private Client client(int i) {
            return FakeViews.client(user(i));
        }

        private boolean isOpen(int i) {
            return views.open.containsKey(user(i)) && !isClosed(i);
        }

        boolean isClosed(int i) {
            SessionView view = views.open.get(user(i));
            return view != null && !view.open();
        }

        List<String> userWords(int i) {
            return views.logs.getOrDefault(session(i), List.of()).stream()
                    .map(Said.class::cast)
                    .filter(said -> said.speaker() instanceof Party.OfClient)
                    .map(said -> ((Message.Text) said.message()).text())
                    .toList();
        }

        void run(Step step) {
            int i = step.n() % SESSIONS;
            switch (step.kind()) {
                case ASSIGN -> assign(i, step.n() / SESSIONS);
                case USER_SAYS -> say(i, new Party.OfClient(user(i)));
                case AGENT_SAYS -> say(i, new Party.OfAgent(SELITE.id()));
                case WARN -> {
                    if (isOpen(i)) {
                        views.next(session(i));
                    }
                }
                case CLOSE -> close(i);
                case DELIVER -> deliver(step.n(), true);
                case DELIVER_TWICE -> deliver(step.n(), false);
                case LOSE -> {
                    if (!underWay.isEmpty()) {
                        underWay.remove(step.n() % underWay.size());
                    }
                }
                case LOOK -> look();
                case DIGEST -> digest();
                case LOOK_FOR_CHANGES -> lookForChanges();
                case DIGEST_CHANGES -> digestChanges();
                case DATABASE_GOES -> views.isDown = true;
                case DATABASE_COMES -> views.isDown = false;
                case CONSOLE_STALLS -> paper.left = step.n() / 4;
                case CONSOLE_READS -> paper.left = Integer.MAX_VALUE;
            }
        }

        private void assign(int i, int words) {
            if (views.open.containsKey(user(i))) {
                return;
            }
            for (int word = 0; word < words; word++) {
                log(i, new Party.OfClient(user(i)));
            }
            List<Said> said =
                    views.logs.getOrDefault(session(i), List.of()).stream()
                            .map(Said.class::cast)
                            .toList();
            views.begin(views.talk(session(i), user(i), SELITE.id()));
            underWay.add(
                    new SessionAssigned(
                            session(i),
                            client(i),
                            SELITE.id(),
                            said.stream().map(Said::message).toList(),
                            said.size() + 1L,
                            NOW,
                            List.of()));
        }

        private Said log(int i, Party speaker) {
            int n = views.logs.getOrDefault(session(i), List.of()).size();
            return views.say(session(i), speaker, "w" + n);
        }

        private void say(int i, Party speaker) {
            if (isOpen(i)) {
                Said said = log(i, speaker);
                underWay.add(
                        new SessionSaid(
                                session(i),
                                client(i),
                                speaker,
                                said.message(),
                                said.seq(),
                                said.at()));
            }
        }

        private void close(int i) {
            if (isOpen(i)) {
                long seq = views.next(session(i));
                views.close(session(i));
                underWay.add(
                        new SessionEnded(session(i), client(i), new Party.OfClient(user(i)), seq));
            }
        }

        private void deliver(int n, boolean once) {
            if (!underWay.isEmpty()) {
                int index = n % underWay.size();
                hand(once ? underWay.remove(index) : underWay.get(index));
            }
        }

        private void hand(ConsoleEvent event) {
            if (event instanceof SessionAssigned assigned) {
                target.onAssigned(assigned);
            } else if (event instanceof SessionSaid said) {
                target.onSaid(said);
            } else if (event instanceof SessionEnded ended) {
                target.onEnded(ended);
            }
        }

        private void look() {
            if (!views.isDown) {
                looked = views.findStandings(Set.of(SELITE.id())).result();
                lookedAt = views.findMark().result();
            }
        }

        /** As old as its look; what has happened since is told again as a change. */
        private void digest() {
            target.digest(new All(looked));
            mark = Math.min(mark, lookedAt);
        }

        private void lookForChanges() {
            if (!views.isDown) {
                long now = views.findMark().result();
                changes.add(views.findChanges(mark, now).result());
                mark = now;
            }
        }

        /** Late, perhaps; but each of them comes, and in this order. */
        private void digestChanges() {
            if (!changes.isEmpty()) {
                Changes next = changes.remove();
                target.digest(new Changed(next.lastSeqs(), next.moves()));
            }
        }

        /** As those who tell it decide. */
        private void round() {
            while (!changes.isEmpty()) {
                digestChanges();
            }
            if (target.isBehind()) {
                look();
                digest();
            }
            lookForChanges();
            digestChanges();
        }

        /** All is well again, for one round; what was under way comes after it. */
        void settle() {
            views.isDown = false;
            paper.left = Integer.MAX_VALUE;
            round();
            underWay.forEach(this::hand);
            round();
        }

        /** What hints told too late, long after a round said that it is over. */
        void tellAll() {
            look();
            digest();
        }

        /** How much other rounds read: nothing, when all is known. */
        int quietRound() {
            int before = views.fetches.get();
            round();
            tellAll();
            assertThat(target.isBehind()).isFalse();
            return views.fetches.get() - before;
        }
    }
}
