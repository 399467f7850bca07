package dev.deskbus.gateway.tpi.cws;

import static dev.deskbus.gateway.tpi.cws.Surroundings.ANN;
import static dev.deskbus.gateway.tpi.cws.Surroundings.ROSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.visitor.VisitorEvent.AgentTypes;
import dev.deskbus.domain.visitor.VisitorEvent.Logged;
import dev.deskbus.port.VisitorStore.Asked;
import dev.deskbus.port.VisitorStore.Receipt;
import dev.deskbus.port.VisitorStore.Standing;
import dev.deskbus.port.VisitorStore.Talk;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CwsFollowingTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final SessionId SESSION = new SessionId(96);
    private static final RequestId REQUEST = new RequestId(7);

    private final FakeVisitors visitors = new FakeVisitors(ROSE.id());
    private final List<String> frames = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Screen screen = new Screen();
    private CwsMail mail;

    private final class Screen implements CwsScreen {
        int room = Integer.MAX_VALUE;

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
            return 0;
        }
    }

    private CwsFollowing target(int resendSeconds, boolean showsAccepted) {
        mail =
                new CwsMail(
                        screen,
                        new CwsSettings.Receipts(Duration.ofSeconds(resendSeconds), 3),
                        receipts::add);
        CwsPorts ports =
                new CwsPorts(
                        null,
                        null,
                        Surroundings.views(visitors),
                        visitors,
                        Surroundings.directory(),
                        null,
                        Surroundings.wording());
        CwsPushes pushes = new CwsPushes(Surroundings.wording(), "zip");
        return new CwsFollowing(ports, ROSE, pushes, screen, mail, showsAccepted);
    }

    private Said say(String text) {
        Said said =
                new Said(
                        visitors.next(SESSION),
                        NOON,
                        new Party.OfAgent(ANN),
                        Message.Text.plain(text),
                        new MessageKey(text, null),
                        null,
                        null);
        visitors.log(SESSION, said);
        return said;
    }

    private void begin() {
        visitors.log(SESSION, new AgentJoined(1, NOON, ANN));
    }

    private void ask(RequestStatus status, int position) {
        visitors.put(new Asked(REQUEST, status, position, null));
    }

    @Test
    void theNextEventNeedsNoLookAtTheLog() {
        begin();
        CwsFollowing target = target(5, true);
        target.lookAround();
        int before = visitors.reads.get();

        target.onEvent(new Logged(SESSION, say("hi")));

        assertThat(visitors.reads).hasValue(before);
        assertThat(frames).hasSize(2);
        assertThat(frames.getLast()).contains("\"content\":\"hi\"");
    }

    @Test
    void onlySoManyAreUnderWayAndTheLogKeepsTheRest() {
        begin();
        for (int i = 0; i < 300; i++) {
            say("w" + i);
        }
        CwsFollowing target = target(5, true);
        target.lookAround();
        assertThat(frames).hasSize(Deliveries.MOST);
        assertThat(mail.canGoOn()).isFalse();

        int confirmed = 0;
        while (confirmed < frames.size()) {
            target.onReceipt(frames.get(confirmed++).replaceAll(".*\"rsId\":\"([^\"]+)\".*", "$1"));
            if (mail.canGoOn()) {
                target.lookAround();
            }
        }

        assertThat(frames).hasSize(301).doesNotHaveDuplicates();
        assertThat(receipts).contains(new Receipt.OfSession(SESSION, 301));
    }

    @Test
    void whatTheSocketDidNotTakeComesWhenItHasRoom() {
        begin();
        screen.room = 0;
        CwsFollowing target = target(5, true);
        target.lookAround();
        assertThat(frames).isEmpty();
        assertThat(mail.canGoOn()).isTrue();

        screen.room = 9;
        target.lookAround();

        assertThat(frames).singleElement().asString().contains("\"type\":202");
    }

    @Test
    void withoutReceiptsNothingIsMarkedAndAllCountsAsKnown() {
        ask(RequestStatus.WAITING, 2);
        begin();
        CwsFollowing target = target(0, true);
        target.lookAround();
        say("hi");
        ask(RequestStatus.TIMEOUT, 0);
        target.lookAround();

        assertThat(frames).hasSize(4).noneMatch(frame -> frame.contains("rsId"));
        assertThat(mail.dueIn()).isEmpty();
        assertThat(receipts)
                .contains(new Receipt.OfSession(SESSION, 2), new Receipt.OfRequest(REQUEST, true));
    }

    @Test
    void aPlaceIsToldWhenItChangesAndTheEndOnce() {
        ask(RequestStatus.WAITING, 2);
        CwsFollowing target = target(5, true);
        target.lookAround();
        target.lookAround();
        assertThat(target.isWaiting()).isTrue();
        Standing old =
                new Standing(
                        List.of(new Asked(REQUEST, RequestStatus.WAITING, 9, null)), List.of());
        ask(RequestStatus.WAITING, 1);
        target.lookAround();
        ask(RequestStatus.ACCEPTED, 0);
        target.lookAround();
        target.digest(old);

        assertThat(target.isWaiting()).isFalse();
        assertThat(frames.stream().map(f -> f.replaceAll(",\"rsId.*", "")))
                .containsExactly(
                        "{\"type\":201,\"requestId\":7,\"requestStatus\":0,\"queueLength\":2",
                        "{\"type\":201,\"requestId\":7,\"requestStatus\":0,\"queueLength\":1",
                        "{\"type\":201,\"requestId\":7,\"requestStatus\":1,\"queueLength\":0");
    }

    @Test
    void whoCancelledAndWhoStumblesOverStatusOneIsNotTold() {
        ask(RequestStatus.WAITING, 1);
        CwsFollowing quiet = target(5, false);
        quiet.lookAround();
        ask(RequestStatus.ACCEPTED, 0);
        quiet.lookAround();
        assertThat(frames).hasSize(1);
        assertThat(receipts).contains(new Receipt.OfRequest(REQUEST, true));

        frames.clear();
        ask(RequestStatus.WAITING, 1);
        CwsFollowing target = target(5, true);
        target.lookAround();
        ask(RequestStatus.CANCELED_BY_CLIENT, 0);
        target.lookAround();
        assertThat(frames).hasSize(1);
    }

    @Test
    void typingIsShownAndNeverConfirmed() {
        begin();
        CwsFollowing target = target(5, true);
        target.onEvent(new AgentTypes(SESSION, ANN));
        assertThat(frames).isEmpty();
        target.lookAround();

        target.onEvent(new AgentTypes(SESSION, ANN));

        assertThat(frames.getLast()).contains("\"noticeType\":5").doesNotContain("rsId");
    }

    @Test
    void whatTheVisitorEndedItselfIsKnownWithoutAReceipt() {
        begin();
        CwsFollowing target = target(5, true);
        target.lookAround();
        target.onReceipt(frames.getFirst().replaceAll(".*\"rsId\":\"([^\"]+)\".*", "$1"));
        Closed closed = new Closed(2, NOON, new Party.OfClient(ROSE.id()), "x");
        visitors.log(SESSION, closed);

        target.onEvent(new Logged(SESSION, closed));

        assertThat(frames).hasSize(1);
        assertThat(receipts)
                .containsExactly(
                        new Receipt.OfSession(SESSION, 1), new Receipt.OfSession(SESSION, 2));
    }

    @Test
    void aDatabaseThatRefusesIsLeftAloneUntilTheNextDigest() {
        begin();
        visitors.isDown = true;
        CwsFollowing target = target(5, true);
        target.lookAround();
        visitors.isDown = false;
        target.lookAround();
        assertThat(frames).isEmpty();

        target.digest(new Standing(List.of(), List.of(new Talk(SESSION, 1, 0))));

        assertThat(frames).hasSize(1);
    }
}
