package dev.deskbus.gateway.tpi.cws;

import static dev.deskbus.gateway.tpi.cws.Surroundings.ANN;
import static dev.deskbus.gateway.tpi.cws.Surroundings.ROSE;

import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.port.VisitorStore.Asked;
import dev.deskbus.port.VisitorStore.Receipt;
import dev.deskbus.port.VisitorStore.Standing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** One visitor with its page, its socket and all that can go wrong between them. */
final class VisitorWorld implements CwsScreen {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final CwsSettings.Receipts RECEIPTS =
            new CwsSettings.Receipts(Duration.ofSeconds(5), 3);

    /** What may happen; {@code n} says how, how often, or to what. */
    record Step(Kind kind, int n) {}

    enum Kind {
        ASK,
        MOVE,
        TAKE,
        TIME_OUT,
        AGENT_SAYS,
        VISITOR_SAYS,
        JOIN,
        WARN,
        ASK_RATING,
        CLOSE,
        HINT_COMES,
        HINT_COMES_TWICE,
        HINT_IS_LOST,
        LOOK,
        DIGEST,
        FRAMES_ARRIVE,
        RECEIPT,
        TIME_PASSES,
        SOCKET_BREAKS,
        NODE_DIES,
        DATABASE_GOES,
        DATABASE_COMES,
        SOCKET_STALLS,
        SOCKET_READS
    }

    final FakeVisitors visitors = new FakeVisitors(ROSE.id());
    final PageOfVisitor page = new PageOfVisitor();
    private final List<VisitorEvent> hints = new ArrayList<>();
    private final List<Receipt> unwritten = new ArrayList<>();
    private final Deque<String> frames = new ArrayDeque<>();
    private Standing looked = Standing.NOTHING;
    private int room = Integer.MAX_VALUE;
    private long now;
    private long word;
    long requests;
    long sessions;
    private CwsMail mail;
    private CwsFollowing target;

    VisitorWorld() {
        connect();
    }

    /** No round that began before is for this socket. */
    private void connect() {
        looked = Standing.NOTHING;
        frames.clear();
        room = Integer.MAX_VALUE;
        mail = new CwsMail(this, RECEIPTS, this::note);
        CwsPorts ports =
                new CwsPorts(
                        null,
                        null,
                        Surroundings.views(visitors),
                        visitors,
                        Surroundings.directory(),
                        null,
                        Surroundings.wording());
        target =
                new CwsFollowing(
                        ports,
                        ROSE,
                        new CwsPushes(Surroundings.wording(), "zip"),
                        this,
                        mail,
                        true);
        target.lookAround();
    }

    private void note(Receipt receipt) {
        if (receipt instanceof Receipt.OfRequest(_, boolean ended) && !ended) {
            visitors.confirm(List.of(receipt));
        }
        unwritten.add(receipt);
    }

    private void write() {
        if (visitors.confirm(List.copyOf(unwritten)).succeeded()) {
            unwritten.clear();
        }
    }

    void run(Step step) {
        switch (step.kind()) {
            case ASK -> ask(step.n());
            case MOVE -> move(step.n());
            case TAKE -> take();
            case TIME_OUT -> end(RequestStatus.TIMEOUT);
            case AGENT_SAYS -> say(new Party.OfAgent(ANN));
            case VISITOR_SAYS -> say(new Party.OfClient(ROSE.id()));
            case JOIN -> log(seq -> new AgentJoined(seq, NOON, ANN));
            case WARN -> log(seq -> new IdleWarned(seq, NOON, "idle?"));
            case ASK_RATING ->
                    log(seq -> new RatingPushed(seq, NOON, new CommandId("c" + seq), ANN));
            case CLOSE -> close(step.n());
            case HINT_COMES -> hint(step.n(), true);
            case HINT_COMES_TWICE -> hint(step.n(), false);
            case HINT_IS_LOST -> loseHint(step.n());
            case LOOK -> look();
            case DIGEST -> target.digest(looked);
            case FRAMES_ARRIVE -> arrive(step.n() + 1);
            case RECEIPT -> confirm(step.n());
            case TIME_PASSES -> timePasses();
            case SOCKET_BREAKS -> {
                write();
                connectAfter(step.n());
            }
            case NODE_DIES -> {
                unwritten.clear();
                connectAfter(step.n());
            }
            case DATABASE_GOES -> visitors.isDown = true;
            case DATABASE_COMES -> visitors.isDown = false;
            case SOCKET_STALLS -> room = step.n() / 4;
            case SOCKET_READS -> {
                room = Integer.MAX_VALUE;
                target.lookAround();
            }
        }
    }

    private void loseHint(int n) {
        if (!hints.isEmpty()) {
            hints.remove(n % hints.size());
        }
    }

    private void connectAfter(int frames) {
        arrive(frames);
        connect();
    }

    private SessionId session() {
        return new SessionId(sessions);
    }

    private boolean talks() {
        return sessions > 0 && visitors.isOpen(session());
    }

    private boolean waits() {
        return requests > 0 && last().status() == RequestStatus.WAITING;
    }

    private Asked last() {
        return visitors.find(new RequestId(requests)).orElseThrow();
    }

    /** By this very socket, which is told of it: otherwise nobody promises anything. */
    private void ask(int position) {
        if (!talks() && !waits() && !visitors.isDown) {
            requests++;
            visitors.put(
                    new Asked(new RequestId(requests), RequestStatus.WAITING, position + 1, null));
            room = Integer.MAX_VALUE;
            target.digest(Standing.NOTHING);
            target.lookAround();
        }
    }

    private void move(int position) {
        if (waits()) {
            put(RequestStatus.WAITING, position + 1);
        }
    }

    private void end(RequestStatus status) {
        if (waits()) {
            put(status, 0);
            hints.add(new VisitorEvent.RequestChanged(new RequestId(requests)));
        }
    }

    private void put(RequestStatus status, int position) {
        visitors.put(new Asked(new RequestId(requests), status, position, null));
    }

    private void take() {
        if (waits()) {
            end(RequestStatus.ACCEPTED);
            sessions++;
            visitors.began(new RequestId(requests), session());
            visitors.log(session(), new AgentJoined(1, NOON, ANN));
        }
    }

    private void say(Party speaker) {
        log(
                seq ->
                        new Said(
                                seq,
                                NOON,
                                speaker,
                                Message.Text.plain("w" + word++),
                                new MessageKey("k" + word, null),
                                null,
                                null));
    }

    private void close(int n) {
        Party by =
                switch (n % 3) {
                    case 0 -> new Party.OfClient(ROSE.id());
                    case 1 -> new Party.OfAgent(ANN);
                    default -> new Party.OfSystem();
                };
        log(seq -> new Closed(seq, NOON, by, n < 6 ? Session.IDLE : "done"));
    }

    private interface Made {
        SessionEvent at(long seq);
    }

    private void log(Made event) {
        if (talks()) {
            SessionEvent made = event.at(visitors.next(session()));
            visitors.log(session(), made);
            hints.add(new VisitorEvent.Logged(session(), made));
        }
    }

    private void hint(int n, boolean once) {
        if (!hints.isEmpty()) {
            int index = n % hints.size();
            target.onEvent(once ? hints.remove(index) : hints.get(index));
        }
    }

    private void look() {
        if (!visitors.isDown) {
            looked =
                    visitors.findStandings(Set.of(ROSE.id()))
                            .result()
                            .getOrDefault(ROSE.id(), Standing.NOTHING);
        }
    }

    private void arrive(int count) {
        try {
            for (int i = 0; i < count && !frames.isEmpty(); i++) {
                page.receive(frames.remove());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void confirm(int n) {
        if (!page.receivedIds.isEmpty()) {
            int from = Math.max(0, page.receivedIds.size() - 12);
            int index = from + n % (page.receivedIds.size() - from);
            target.onReceipt(page.receivedIds.get(index));
            goOn();
        }
    }

    private void goOn() {
        if (mail.canGoOn()) {
            target.lookAround();
        }
    }

    private void timePasses() {
        now += 6000;
        mail.resend();
        goOn();
        write();
    }

    /** All is well again: hints come late, the page confirms all it gets, and comes again. */
    void settle() {
        visitors.isDown = false;
        room = Integer.MAX_VALUE;
        hints.forEach(target::onEvent);
        allIsWell();
        connect();
        allIsWell();
    }

    private void allIsWell() {
        for (int round = 0; round < 10; round++) {
            look();
            target.digest(looked);
            arrive(Integer.MAX_VALUE);
            page.receivedIds.forEach(target::onReceipt);
            timePasses();
        }
    }

    List<String> expected(SessionId session) {
        List<String> labels = new ArrayList<>();
        for (SessionEvent event : visitors.log(session)) {
            CwsNews.of(event).forEach(news -> labels.add(label(news)));
        }
        return labels;
    }

    /** The log up to the last event that is pushed, or all of it when it is over. */
    long lastShown(SessionId session) {
        List<SessionEvent> log = visitors.log(session);
        return log.getLast() instanceof Closed
                ? log.size()
                : Math.max(
                        visitors.confirmed(session),
                        log.stream()
                                .filter(event -> !CwsNews.of(event).isEmpty())
                                .mapToLong(SessionEvent::seq)
                                .max()
                                .orElse(0));
    }

    private static String label(CwsNews news) {
        return switch (news) {
            case CwsNews.Started _ -> "202";
            case CwsNews.AgentsChanged _ -> "204";
            case CwsNews.RatingAsked _ -> "203";
            case CwsNews.Ended _ -> "205";
            case CwsNews.Spoken(_, Message.Text text, _) -> "1:" + text.text();
            case CwsNews.Spoken(_, Message.Notice notice, _) -> "99:" + notice.text();
            case CwsNews.Spoken spoken -> throw new AssertionError(spoken);
        };
    }

    static String label(Asked asked) {
        return asked.status().number() + "/" + asked.position();
    }

    @Override
    public boolean push(String frame) {
        if (room == 0) {
            return false;
        }
        room--;
        frames.add(frame);
        return true;
    }

    @Override
    public <T> Future<T> here(Future<T> work) {
        return work;
    }

    @Override
    public long now() {
        return now;
    }
}
