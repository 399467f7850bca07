package dev.deskbus.domain.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.session.SessionState.Heard;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.domain.session.SessionState.Spoken;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a session knows of the last two minutes, against all that was ever said. */
class RememberedWordsPropertiesTest {
    private static final List<String> KEYS = List.of("a", "b", "c");

    /** Somebody says something so long after the word before. */
    record Word(boolean byAgent, @Nullable String key, int secondsLater) {}

    private SessionState state = SessionFixture.talking();
    private Instant now = NOON;
    private final Map<String, Heard> firsts = new HashMap<>();
    private final Map<Long, Spoken> spoken = new HashMap<>();

    @Property
    void whatIsRecentIsKnownAndNothingElse(
            @ForAll("words") @Size(max = 60) List<Word> words,
            @ForAll @IntRange(max = 150) int secondsAfter) {
        words.forEach(this::hear);

        Instant later = now.plusSeconds(secondsAfter);
        for (String key : KEYS) {
            Heard first = firsts.get(key);
            boolean isRecent = first != null && Session.isRecent(first, later);
            assertThat(Session.repeatOf(state, say(CLIENT, "again", key(key)), later).orElse(null))
                    .isEqualTo(isRecent ? first : null);
        }
    }

    @Property
    void whatMayBeTakenBackIsKnownAndNoMoreThanThatIsKept(
            @ForAll("words") @Size(max = 60) List<Word> words) {
        words.forEach(this::hear);

        spoken.values().removeIf(word -> !Session.isFresh(word, now));
        assertThat(((Open) state).fresh()).isEqualTo(spoken);
        firsts.values().removeIf(heard -> !Session.isRecent(heard, now));
        assertThat(((Open) state).recent()).isEqualTo(firsts);
    }

    @Provide
    Arbitrary<List<Word>> words() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(KEYS).injectNull(0.3),
                        Arbitraries.integers().between(0, 70))
                .as(Word::new)
                .list();
    }

    private void hear(Word word) {
        now = now.plusSeconds(word.secondsLater());
        long seq = state.lastSeq() + 1;
        Party speaker = word.byAgent() ? agent(ANN) : CLIENT;
        MessageKey key = new MessageKey("key-" + seq, word.key());
        state = Session.evolve(state, said(seq, now, say(speaker, "word", key)));
        if (word.key() != null) {
            firsts.compute(
                    word.key(),
                    (_, first) ->
                            first != null && Session.isRecent(first, now)
                                    ? first
                                    : new Heard(seq, now));
        }
        if (word.byAgent()) {
            spoken.put(seq, new Spoken(ANN, now));
        }
    }

    private static MessageKey key(String recent) {
        return new MessageKey("again", recent);
    }
}
