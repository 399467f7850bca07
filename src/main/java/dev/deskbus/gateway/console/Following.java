package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.Party.OfSystem;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Cursors.Cursor;
import dev.deskbus.gateway.console.Digest.All;
import dev.deskbus.gateway.console.Digest.Changed;
import dev.deskbus.gateway.console.Digest.Sessions;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Shows one console the words of its agent's sessions, each once and in the order of the log,
 * whatever is lost on the way (architecture, rule 4; reliability R10): events are hints, a gap is
 * filled from the log, and a digest tells what no event told. A cursor moves only with a frame that
 * was taken. Used in the console's context, one call at a time.
 */
public final class Following {
    private static final int MOST_PAGES = 10;

    /** How many words are read at once. */
    public static final int PAGE = 100;

    private final ConversationViews views;
    private final AgentId me;
    private final SessionFrames frames;
    private final Retelling retelling;
    private final Cursors cursors = new Cursors();
    private final Attempts attempts;

    /** Shows that agent's sessions on that screen, in those frames. */
    public Following(ConversationViews views, AgentId me, Screen screen, SessionFrames frames) {
        this.views = views;
        this.me = me;
        this.attempts = new Attempts(me, screen);
        this.frames = frames;
        this.retelling = new Retelling(views, screen, frames);
    }

    /** What the console can ask for itself after its login. */
    public void begin(List<Standing> known) {
        known.forEach(each -> cursors.begin(each.session(), each.client(), each.lastSeq()));
    }

    /** Up to which number of its log each session has been shown. */
    public Map<SessionId, Long> shown() {
        return cursors.seqs();
    }

    /** The agent is said to have a new session. */
    public Future<Void> onAssigned(SessionAssigned assigned) {
        SessionId session = assigned.session();
        return switch (cursors.sight(session, assigned.lastSeq())) {
            case SEEN -> done();
            case NEXT, GAP -> catchUp(session, assigned.lastSeq()).mapEmpty();
            case UNKNOWN -> open(assigned, assigned.lastSeq()).mapEmpty();
        };
    }

    /** Something is said to have been said. */
    public Future<Void> onSaid(SessionSaid said) {
        return switch (cursors.sight(said.session(), said.seq())) {
            case SEEN -> done();
            case NEXT -> show(said).mapEmpty();
            case GAP -> catchUp(said.session(), said.seq()).mapEmpty();
            case UNKNOWN -> lookAround();
        };
    }

    /** A session is said to be with another client now. */
    public Future<Void> onClientChanged(SessionClientChanged changed) {
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
        return attempts.taken(frames.clientChanged(changed))
                .map(
                        isTaken -> {
                            if (isTaken) {
                                cursors.begin(changed.session(), changed.client(), changed.seq());
                            }
                            return null;
                        });
    }

    /** Something is said to have been said among agents. */
    public Future<Void> onWhispered(SessionWhispered whispered) {
        return onOther(whispered.session(), whispered.seq(), () -> frames.whispered(whispered));
    }

    /** A word is said to have been taken back, or to read otherwise. */
    public Future<Void> onCorrected(SessionCorrected corrected) {
        return onOther(corrected.session(), corrected.seq(), () -> frames.corrected(corrected));
    }

    /** Others are said to take part. */
    public Future<Void> onAgentsChanged(SessionAgentsChanged changed) {
        return onOther(changed.session(), changed.seq(), () -> frames.agentsChanged(changed));
    }

    private Future<Void> onOther(SessionId session, long seq, Supplier<Future<Boolean>> frame) {
        return switch (cursors.sight(session, seq)) {
            case SEEN -> done();
            case NEXT -> advance(session, seq, attempts.taken(frame.get())).mapEmpty();
            case GAP -> catchUp(session, seq).mapEmpty();
            case UNKNOWN -> lookAround();
        };
    }

    /** The session goes on without this agent, and may come back. */
    public Future<Void> onLeft(SessionLeft left) {
        cursors.forget(left.session());
        return done();
    }

    /** A session is said to be over. */
    public Future<Void> onEnded(SessionEnded ended) {
        boolean isMine =
                !frames.showsAll()
                        && ended.by() instanceof OfAgent(AgentId agent)
                        && agent.equals(me);
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
     * Repairs what differs from that, which was so a moment ago. Fails when the database does not
     * answer.
     */
    public Future<Void> digest(Sessions sessions) {
        return switch (sessions) {
            case All(var open) -> repairAll(open);
            case Changed changed -> isBehind() ? done() : repair(changed);
        };
    }

    /** By any thread: whether changes do not suffice for the next digest. */
    public boolean isBehind() {
        return attempts.isBehind();
    }

    private Future<Void> repairAll(List<Standing> open) {
        attempts.beginAnew();
        return catchUpAll(open)
                .compose(
                        _ ->
                                InTurn.all(
                                        cursors.without(
                                                open.stream()
                                                        .map(Standing::session)
                                                        .collect(Collectors.toSet())),
                                        this::leaveIfGone));
    }

    /** Words of a session that went to another client are shown as the new one's. */
    private Future<Void> repair(Changed changed) {
        return (cursors.knowAll(changed.moves()) ? done() : lookAround())
                .compose(
                        _ ->
                                InTurn.all(
                                        cursors.behind(changed.lastSeqs()).entrySet(),
                                        each -> catchUp(each.getKey(), each.getValue()).mapEmpty()))
                .compose(_ -> InTurn.all(cursors.gone(changed.moves()), this::leaveIfGone));
    }

    /** An event of a session that nobody told of: the rows say whether it is the agent's. */
    private Future<Void> lookAround() {
        return attempts.isResting()
                ? done()
                : attempts.fetched(views.findStandings(Set.of(me))).compose(this::catchUpAll);
    }

    private Future<Void> catchUpAll(List<Standing> open) {
        return InTurn.all(open, this::catchUp);
    }

    private Future<Void> catchUp(Standing standing) {
        return switch (cursors.sight(standing.session(), standing.lastSeq())) {
            case SEEN -> meet(standing);
            case NEXT, GAP ->
                    meet(standing)
                            .compose(_ -> catchUp(standing.session(), standing.lastSeq()))
                            .mapEmpty();
            case UNKNOWN -> discover(standing);
        };
    }

    /** The client may be another one by now, though nobody told. */
    private Future<Void> meet(Standing is) {
        return cursors.find(is.session())
                .filter(was -> !was.client().id().equals(is.client().id()) && !attempts.isResting())
                .map(
                        was ->
                                new SessionClientChanged(
                                        is.session(),
                                        was.client(),
                                        is.client(),
                                        was.seq(),
                                        is.openedAt()))
                .map(this::rename)
                .orElseGet(Following::done);
    }

    /** As it would have been assigned, but with all that was said since. */
    private Future<Void> discover(Standing standing) {
        if (attempts.isResting()) {
            return done();
        }
        return attempts.fetched(views.findSaid(standing.session(), 0, PAGE))
                .compose(
                        page ->
                                open(Retelling.assigned(standing, page, me), standing.lastSeq())
                                        .mapEmpty());
    }

    /** What the console does not know of it by that is shown from the log. */
    private Future<Boolean> open(SessionAssigned assigned, long upTo) {
        return attempts.attempted(frames.assigned(assigned))
                .compose(
                        known -> {
                            if (known == SessionFrames.NOT_TAKEN) {
                                attempts.rest();
                                return Future.succeededFuture(false);
                            }
                            cursors.begin(assigned.session(), assigned.client(), known);
                            return known < upTo
                                    ? catchUp(assigned.session(), upTo)
                                    : Future.succeededFuture(true);
                        });
    }

    /** The digest may be older than the session, so its row is asked; it says nothing of who. */
    private Future<Void> leaveIfGone(Cursor cursor) {
        if (attempts.isResting()) {
            return done();
        }
        SessionId session = cursor.session();
        return attempts.fetched(views.findSession(session))
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
        if (attempts.isResting() || pages == 0) {
            attempts.fallBehind();
            return Future.succeededFuture(false);
        }
        return attempts.fetched(views.findShown(cursor.session(), cursor.seq(), PAGE))
                .compose(
                        page ->
                                showAll(cursor, page)
                                        .compose(
                                                isTaken ->
                                                        goOn(cursor, page, isTaken, upTo, pages)));
    }

    private Future<Boolean> goOn(
            Cursor cursor, List<SessionEvent> page, boolean isTaken, long upTo, int pages) {
        if (!isTaken) {
            return Future.succeededFuture(false);
        }
        if (page.size() < PAGE) {
            cursors.advance(cursor.session(), upTo);
            return Future.succeededFuture(true);
        }
        long read = page.getLast().seq();
        return catchUp(new Cursor(cursor.session(), cursor.client(), read), upTo, pages - 1);
    }

    private Future<Boolean> showAll(Cursor cursor, List<SessionEvent> page) {
        Future<Boolean> shown = Future.succeededFuture(true);
        for (SessionEvent event : page) {
            shown =
                    shown.compose(
                            isTaken ->
                                    isTaken ? show(cursor, event) : Future.succeededFuture(false));
        }
        return shown;
    }

    private Future<Boolean> show(Cursor cursor, SessionEvent event) {
        return event instanceof Said said
                ? show(Retelling.said(cursor, said))
                : advance(
                        cursor.session(),
                        event.seq(),
                        attempts.taken(retelling.show(cursor, event)));
    }

    /** The words of others are shown as the protocol will; all of them move the cursor. */
    private Future<Boolean> show(SessionSaid said) {
        return advance(
                said.session(),
                said.seq(),
                isUnseen(said) ? Future.succeededFuture(true) : attempts.taken(frames.said(said)));
    }

    private Future<Boolean> advance(SessionId session, long seq, Future<Boolean> taken) {
        return taken.map(
                isTaken -> {
                    if (isTaken) {
                        cursors.advance(session, seq);
                    }
                    return isTaken;
                });
    }

    private boolean isUnseen(SessionSaid said) {
        return !frames.showsAll()
                && (said.speaker().equals(new OfAgent(me)) || said.speaker() instanceof OfSystem);
    }

    private Future<Void> end(SessionId session, Client client, boolean isMine) {
        Future<Boolean> taken =
                isMine
                        ? Future.succeededFuture(true)
                        : attempts.taken(frames.ended(session, client));
        return taken.map(
                isTaken -> {
                    if (isTaken) {
                        cursors.end(session);
                    }
                    return null;
                });
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
