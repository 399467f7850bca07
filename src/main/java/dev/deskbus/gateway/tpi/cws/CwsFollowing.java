package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.gateway.tpi.cws.CwsPushes.Card;
import dev.deskbus.port.VisitorStore.Receipt;
import dev.deskbus.port.VisitorStore.Standing;
import dev.deskbus.port.VisitorStore.Talk;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows one visitor's socket its sessions, each event of the log in its order, whatever is lost on
 * the way (architecture, rule 4): events of the bus are hints, a gap is filled from the log, and a
 * digest tells what no event told. It begins where the visitor's receipts end. The cursor moves
 * only with pushes that were sent; what finds no room waits in the log. Used in the socket's
 * context, one call at a time.
 */
final class CwsFollowing {
    private static final int MOST_PAGES = 10;
    private static final int MOST_READINGS = 64;

    /** How many events are read at once. */
    static final int PAGE = 100;

    private final CwsPorts ports;
    private final Client client;
    private final CwsPushes pushes;
    private final CwsScreen screen;
    private final CwsMail mail;
    private final CwsWaiting waiting;
    private final Map<SessionId, Reading> readings = new HashMap<>();

    /** After a refusal of the database nothing is asked again until the next digest. */
    private boolean isResting;

    /**
     * How far the log of a session was read.
     *
     * @param ended whether it was read to the session's end
     */
    private record Reading(long upTo, boolean ended) {}

    CwsFollowing(
            CwsPorts ports,
            Client client,
            CwsPushes pushes,
            CwsScreen screen,
            CwsMail mail,
            boolean showsAccepted) {
        this.ports = ports;
        this.client = client;
        this.pushes = pushes;
        this.screen = screen;
        this.mail = mail;
        this.waiting = new CwsWaiting(ports.views(), screen, mail, showsAccepted);
    }

    /** Whether its client waits in a line. */
    boolean isWaiting() {
        return waiting.isWaiting();
    }

    /** A hint. */
    Future<Void> onEvent(VisitorEvent event) {
        return switch (event) {
            case VisitorEvent.Logged(var session, var logged) -> onLogged(session, logged);
            case VisitorEvent.RequestChanged _ -> lookAround();
            case VisitorEvent.AgentTypes(var session, var agent) -> {
                if (readings.containsKey(session)) {
                    screen.push(CwsPushes.typing(session, agent).toString());
                }
                yield done();
            }
        };
    }

    /** Reads how things stand, unless the database has just refused. */
    Future<Void> lookAround() {
        return isResting
                ? done()
                : fetched(ports.visitors().findStandings(Set.of(client.id())))
                        .compose(
                                found -> follow(found.getOrDefault(client.id(), Standing.NOTHING)));
    }

    /**
     * Repairs what differs from this, which was so a moment ago. Fails when the database does not
     * answer.
     */
    Future<Void> digest(Standing standing) {
        isResting = false;
        return follow(standing);
    }

    /** The visitor confirmed a push. */
    void onReceipt(String rsId) {
        mail.confirm(rsId).ifPresent(this::note);
    }

    private Future<Void> follow(Standing standing) {
        mail.beginAgain();
        return waiting.digest(standing.requests())
                .compose(_ -> inTurn(standing.talks(), this::catchUp))
                .onFailure(this::rest);
    }

    private Future<Void> onLogged(SessionId session, SessionEvent event) {
        Reading reading = readings.get(session);
        if (reading == null) {
            return lookAround();
        }
        if (event.seq() <= reading.upTo()) {
            return done();
        }
        return event.seq() == reading.upTo() + 1
                ? fetched(show(session, event)).mapEmpty()
                : catchUp(session, event.seq(), MOST_PAGES).onFailure(this::rest);
    }

    private Future<Void> catchUp(Talk talk) {
        readings.computeIfAbsent(talk.session(), _ -> new Reading(talk.confirmed(), false));
        forgetTheOldest();
        return catchUp(talk.session(), talk.lastSeq(), MOST_PAGES);
    }

    private Future<Void> catchUp(SessionId session, long upTo, int pages) {
        long from = upTo(session);
        if (isResting || from >= upTo) {
            return done();
        }
        if (pages == 0) {
            mail.postpone();
            return done();
        }
        return screen.here(ports.visitors().findEvents(session, from, PAGE))
                .compose(
                        page ->
                                showAll(session, page, 0)
                                        .compose(
                                                isWhole ->
                                                        isWhole && page.size() == PAGE
                                                                ? catchUp(session, upTo, pages - 1)
                                                                : done()));
    }

    private Future<Boolean> showAll(SessionId session, List<SessionEvent> page, int first) {
        return first == page.size()
                ? Future.succeededFuture(true)
                : show(session, page.get(first))
                        .compose(
                                isTaken ->
                                        isTaken
                                                ? showAll(session, page, first + 1)
                                                : Future.succeededFuture(false));
    }

    /** False when there is no room for it. */
    private Future<Boolean> show(SessionId session, SessionEvent event) {
        List<CwsNews> news = CwsNews.of(event);
        if (event.seq() <= upTo(session)) {
            return Future.succeededFuture(true);
        }
        if (!mail.hasRoomFor(news.size())) {
            mail.postpone();
            return Future.succeededFuture(false);
        }
        return cards(session, news)
                .map(
                        agents -> {
                            boolean isTaken = push(session, event.seq(), news, agents);
                            if (isTaken) {
                                onShown(session, event);
                            }
                            return isTaken;
                        });
    }

    private boolean push(SessionId session, long seq, List<CwsNews> news, List<Card> agents) {
        for (int part = 0; part < news.size(); part++) {
            ObjectNode push = pushes.of(session, news.get(part), agents, client);
            if (!mail.push(Parcel.ofEvent(session, seq, part, push))) {
                return false;
            }
        }
        return true;
    }

    private void onShown(SessionId session, SessionEvent event) {
        boolean ended =
                event instanceof SessionEvent.Closed
                        || (readings.containsKey(session) && readings.get(session).ended());
        readings.put(session, new Reading(event.seq(), ended));
        if (ended || !mail.asksForReceipts()) {
            note(new Parcel.Proof.OfEvent(session, event.seq()));
        }
    }

    private void note(Parcel.Proof proof) {
        switch (proof) {
            case Parcel.Proof.OfEvent(var session, _) -> {
                long confirmed = mail.confirmed(session, upTo(session));
                if (confirmed > 0) {
                    mail.note(new Receipt.OfSession(session, confirmed));
                }
            }
            case Parcel.Proof.OfRequest(var request, boolean ended) -> {
                if (ended) {
                    mail.note(new Receipt.OfRequest(request, true));
                }
            }
            case Parcel.Proof.OfNothing() -> {}
        }
    }

    private Future<List<Card>> cards(SessionId session, List<CwsNews> news) {
        return news.stream().noneMatch(CwsNews::isAboutAgents)
                ? Future.succeededFuture(List.of())
                : screen.here(
                        ports.views()
                                .findSession(session)
                                .map(found -> found.map(view -> view.agents()).orElse(List.of()))
                                .compose(this::cards));
    }

    private Future<List<Card>> cards(List<AgentId> agents) {
        List<Future<Card>> cards = agents.stream().map(this::card).toList();
        return Future.all(cards).map(_ -> cards.stream().map(Future::result).toList());
    }

    private Future<Card> card(AgentId id) {
        return ports.directory()
                .findAgent(id)
                .map(
                        found ->
                                found.map(
                                                agent ->
                                                        new Card(
                                                                id,
                                                                agent.name(),
                                                                agent.icon(),
                                                                agent.comments()))
                                        .orElseGet(() -> new Card(id, id.value(), "", "")));
    }

    private long upTo(SessionId session) {
        Reading reading = readings.get(session);
        return reading == null ? 0 : reading.upTo();
    }

    /** Sessions end one after the other: what is over for long is read from its receipts again. */
    private void forgetTheOldest() {
        if (readings.size() > MOST_READINGS) {
            List<SessionId> over =
                    readings.entrySet().stream()
                            .filter(each -> each.getValue().ended())
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toList());
            over.forEach(readings::remove);
        }
    }

    private <T> Future<T> fetched(Future<T> query) {
        return screen.here(query).onFailure(this::rest);
    }

    private void rest(Throwable failure) {
        isResting |= failure instanceof Refusal;
    }

    private static <T> Future<Void> inTurn(List<T> all, Function<T, Future<Void>> work) {
        Future<Void> turn = done();
        for (T each : all) {
            turn = turn.compose(_ -> work.apply(each));
        }
        return turn;
    }

    private static Future<Void> done() {
        return Future.succeededFuture();
    }
}
