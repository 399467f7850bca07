package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal;
import dev.deskbus.port.SessionJournal.Appended;
import dev.deskbus.port.SessionStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Writes to one session as its actor would: one append at a time, and after an unknown outcome it
 * reads the log again and repeats the same message.
 */
final class Writer {
    private final SessionJournal journal;
    private final SessionStore store;
    private final Facts session;
    private final Fence fence;
    private final Random random;
    private final Map<String, Long> acknowledged = new TreeMap<>();
    private long lastSeq;
    private int unknown;

    Writer(SessionJournal journal, SessionStore store, Facts session, Fence fence, Random random) {
        this.journal = journal;
        this.store = store;
        this.session = session;
        this.fence = fence;
        this.random = random;
    }

    Facts session() {
        return session;
    }

    /** The number of each message that was acknowledged. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** How often the outcome was unknown. */
    int unknown() {
        return unknown;
    }

    /** Says that many messages, now and then one that it has said already. */
    Future<Void> say(int messages) {
        return messages == 0
                ? Future.succeededFuture()
                : sayUntilKnown(key()).compose(_ -> say(messages - 1));
    }

    private String key() {
        List<String> said = new ArrayList<>(acknowledged.keySet());
        return !said.isEmpty() && random.nextInt(4) == 0
                ? said.get(random.nextInt(said.size()))
                : "m" + acknowledged.size();
    }

    private Future<Void> sayUntilKnown(String key) {
        return journal.append(Talks.say(fence, session, lastSeq, key))
                .compose(
                        appended -> {
                            onAnswer(key, appended);
                            return Future.<Void>succeededFuture();
                        },
                        failure -> {
                            assertThat(failure)
                                    .isInstanceOfSatisfying(
                                            Refusal.class,
                                            refusal ->
                                                    assertThat(refusal.code())
                                                            .isEqualTo(ErrorCode.UNAVAILABLE));
                            unknown++;
                            return reload().compose(_ -> sayUntilKnown(key));
                        });
    }

    private void onAnswer(String key, Appended appended) {
        switch (appended) {
            case Appended.Stored() -> assertThat(acknowledged.put(key, ++lastSeq)).isNull();
            case Appended.Repeated(var seq, _) ->
                    assertThat(acknowledged.merge(key, seq, (first, _) -> first)).isEqualTo(seq);
            case Appended.Fenced() -> throw new AssertionError("nobody else owns the shard");
        }
    }

    private Future<Void> reload() {
        return store.load(session.id())
                .map(found -> found.map(SessionState::lastSeq).orElseThrow())
                .onSuccess(seq -> lastSeq = seq)
                .<Void>mapEmpty()
                .recover(_ -> reload());
    }
}
