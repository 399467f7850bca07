package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.Party.OfClient;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.kf.KfCursors.Cursor;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows one console the words of its agent's sessions, each once and in the order of the log,
 * whatever is lost on the way (architecture, rule 4; reliability R10): events are hints, a gap is
 * filled from the log, and a digest tells what no event told. A cursor moves only with a frame that
 * was taken. Used in the console's context, one call at a time.
 */
final class KfFollowing {
    private static final Logger log = LoggerFactory.getLogger(KfFollowing.class);
    private static final int MOST_PAGES = 10;

    /** How many words are read at once. */
    static final int PAGE = 100;

    private final ConversationViews views;
    private final KfPushes pushes;
    private final AgentId me;
    private final Taste taste;
    private final KfScreen screen;
    private final KfCursors cursors = new KfCursors();

    /** After a refusal nothing is asked again until the next digest. */
    private boolean isResting;

    KfFollowing(
            ConversationViews views, KfPushes pushes, AgentId me, Taste taste, KfScreen screen) {
        this.views = views;
        this.pushes = pushes;
        this.me = me;
        this.taste = taste;
        this.screen = screen;
    }

    /**
     * What the console wants to see beyond the document.
     *
     * @param ends that sessions end
     * @param colleaguesWords what other agents say
     */
    record Taste(boolean ends, boolean colleaguesWords, KfColleagues colleagues) {}

    /** What the console can ask for itself after its login. */
    void begin(List<Standing> known) {
        known.forEach(each -> cursors.begin(each.session(), each.client(), each.lastSeq()));
    }

    Future<Void> onAssigned(SessionAssigned assigned) {
        SessionId session = assigned.session();
        return switch (cursors.sight(session, assigned.lastSeq())) {
            case SEEN -> done();
            case NEXT, GAP -> catchUp(session, assigned.lastSeq()).mapEmpty();
            case UNKNOWN -> {
                if (push(pushes.connectListPush(assigned))) {
                    cursors.begin(session, assigned.client(), assigned.lastSeq());
                }
                yield done();
            }
        };
    }

    Future<Void> onSaid(SessionSaid said) {
        return switch (cursors.sight(said.session(), said.seq())) {
            case SEEN -> done();
            case NEXT ->
                    met(Stream.of(said.speaker()))
                            .map(
                                    _ -> {
                                        show(said);
                                        return null;
                                    });
            case GAP -> catchUp(said.session(), said.seq()).mapEmpty();
            case UNKNOWN -> lookAround();
        };
    }

    Future<Void> onClientChanged(SessionClientChanged changed) {
        SessionId session = changed.session();
        return switch (cursors.sight(session, changed.seq())) {
            case SEEN -> done();
            case NEXT -> rename(changed);
            case GAP ->
                    catchUp(session, changed.seq() - 1)
                            .compose(isWhole -> isWhole ? rename(changed) : done());
            case UNKNOWN -> lookAround();
        };
    }

    /** From here on the console knows the session by its new client. */
    private Future<Void> rename(SessionClientChanged changed) {
        if (push(pushes.connectListPush(changed))) {
            cursors.begin(changed.session(), changed.client(), changed.seq());
        }
        return done();
    }

    /** Something happened there that is no word: it is no gap. */
    void onOther(SessionId session, long seq) {
        if (cursors.sight(session, seq) == KfCursors.Sight.NEXT) {
            cursors.advance(session, seq);
        }
    }

    private Future<Void> met(Stream<Party> speakers) {
        return taste.colleaguesWords() ? taste.colleagues().meet(speakers) : done();
    }

    /** It goes on without this agent, and may come back. */
    Future<Void> onLeft(SessionLeft left) {
        cursors.forget(left.session());
        return done();
    }

    Future<Void> onEnded(SessionEnded ended) {
        boolean isMine = ended.by() instanceof OfAgent(AgentId agent) && agent.equals(me);
        return switch (cursors.sight(ended.session(), ended.seq())) {
            case SEEN -> done();
            case NEXT, UNKNOWN -> end(ended.session(), ended.client(), isMine);
            case GAP ->
                    catchUp(ended.session(), ended.seq() - 1)
                            .compose(
                                    isWhole ->
                                            isWhole
                                                    ? end(ended.session(), ended.client(), isMine)
                                                    : done());
        };
    }

    /**
     * Repairs what differs from these, which were all open sessions of the agent a moment ago.
     * Fails when the database does not answer.
     */
    Future<Void> digest(List<Standing> open) {
        isResting = false;
        return catchUpAll(open)
                .compose(
                        _ ->
                                inTurn(
                                        cursors.without(
                                                open.stream()
                                                        .map(Standing::session)
                                                        .collect(Collectors.toSet())),
                                        this::leaveIfGone));
    }

    /** An event of a session that nobody told of: the rows say whether it is the agent's. */
    private Future<Void> lookAround() {
        return isResting
                ? done()
                : fetched(views.findStandings(Set.of(me))).compose(this::catchUpAll);
    }

    private Future<Void> catchUpAll(List<Standing> open) {
        return inTurn(open, this::catchUp);
    }

    private Future<Void> catchUp(Standing standing) {
        return switch (cursors.sight(standing.session(), standing.lastSeq())) {
            case SEEN -> done();
            case NEXT, GAP -> catchUp(standing.session(), standing.lastSeq()).mapEmpty();
            case UNKNOWN -> discover(standing);
        };
    }

    /** As it would have been assigned, but with all that was said since. */
    private Future<Void> discover(Standing standing) {
        if (isResting) {
            return done();
        }
        SessionId session = standing.session();
        return fetched(views.findSaid(session, 0, PAGE))
                .compose(
                        page -> {
                            boolean isWhole = page.size() < PAGE;
                            long read = page.isEmpty() ? 0 : page.getLast().seq();
                            if (push(pushes.connectListPush(assignment(standing, page)))) {
                                cursors.begin(session, standing.client(), read);
                                if (isWhole) {
                                    cursors.advance(session, standing.lastSeq());
                                }
                            }
                            return isWhole || isResting
                                    ? done()
                                    : catchUp(session, standing.lastSeq()).mapEmpty();
                        });
    }

    private SessionAssigned assignment(Standing standing, List<Said> page) {
        List<Said> words =
                page.stream().filter(said -> !said.speaker().equals(new OfAgent(me))).toList();
        return new SessionAssigned(
                standing.session(),
                standing.client(),
                me,
                List.of(),
                standing.lastSeq(),
                standing.openedAt(),
                words);
    }

    /** The digest may be older than the session, so its row is asked; it says nothing of who. */
    private Future<Void> leaveIfGone(Cursor cursor) {
        if (isResting) {
            return done();
        }
        SessionId session = cursor.session();
        return fetched(views.findSession(session))
                .compose(
                        found -> {
                            if (!found.map(SessionView::agents).orElse(List.of()).contains(me)) {
                                cursors.forget(session);
                                return done();
                            }
                            if (found.get().open()) {
                                return done();
                            }
                            return catchUp(session, cursor.seq())
                                    .compose(
                                            isWhole ->
                                                    isWhole
                                                            ? end(session, cursor.client(), false)
                                                            : done());
                        });
    }

    /**
     * Shows what the log has after the cursor; whether that was all of it. {@code upTo} is known to
     * be in the log, though perhaps not as a word.
     */
    private Future<Boolean> catchUp(SessionId session, long upTo) {
        return cursors.find(session)
                .map(cursor -> catchUp(cursor, upTo, MOST_PAGES))
                .orElse(Future.succeededFuture(false));
    }

    private Future<Boolean> catchUp(Cursor cursor, long upTo, int pages) {
        if (isResting || pages == 0) {
            return Future.succeededFuture(false);
        }
        return fetched(views.findSaid(cursor.session(), cursor.seq(), PAGE))
                .compose(page -> met(page.stream().map(Said::speaker)).map(page))
                .compose(
                        page -> {
                            if (!page.stream().allMatch(said -> show(event(cursor, said)))) {
                                return Future.succeededFuture(false);
                            }
                            if (page.size() < PAGE) {
                                cursors.advance(cursor.session(), upTo);
                                return Future.succeededFuture(true);
                            }
                            long read = page.getLast().seq();
                            return catchUp(
                                    new Cursor(cursor.session(), cursor.client(), read),
                                    upTo,
                                    pages - 1);
                        });
    }

    private static SessionSaid event(Cursor cursor, Said said) {
        return new SessionSaid(
                cursor.session(),
                cursor.client(),
                said.speaker(),
                said.message(),
                said.seq(),
                said.at());
    }

    /** The client's words, and those of others if wanted; any move the cursor. */
    private boolean show(SessionSaid said) {
        boolean isTaken =
                switch (said.speaker()) {
                    case OfClient _ -> push(pushes.connectListPush(said));
                    case OfAgent(AgentId agent) ->
                            agent.equals(me)
                                    || !taste.colleaguesWords()
                                    || push(
                                            pushes.customerMessagePush(
                                                    said, taste.colleagues().number(agent)));
                    case Party.OfSystem _ -> true;
                };
        if (isTaken) {
            cursors.advance(said.session(), said.seq());
        }
        return isTaken;
    }

    private Future<Void> end(SessionId session, Client client, boolean isMine) {
        if (!taste.ends() || isMine || push(pushes.disconnectPush(client))) {
            cursors.end(session);
        }
        return done();
    }

    private boolean push(JsonObject push) {
        boolean isTaken = screen.push(push);
        isResting |= !isTaken;
        return isTaken;
    }

    private <T> Future<T> fetched(Future<T> query) {
        return screen.here(query).onFailure(this::rest);
    }

    private void rest(Throwable failure) {
        if (failure instanceof Refusal) {
            isResting = true;
        } else {
            log.atWarn()
                    .addKeyValue("agent", me.value())
                    .setCause(failure)
                    .log("console not repaired");
        }
    }

    /** One after the other; what cannot be read in one session does not cost the others theirs. */
    private static <T> Future<Void> inTurn(List<T> all, Function<T, Future<Void>> work) {
        Future<Void> turn = done();
        for (T each : all) {
            turn =
                    turn.compose(
                            _ ->
                                    work.apply(each)
                                            .recover(
                                                    failure ->
                                                            failure instanceof Refusal
                                                                    ? Future.failedFuture(failure)
                                                                    : done()));
        }
        return turn;
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
