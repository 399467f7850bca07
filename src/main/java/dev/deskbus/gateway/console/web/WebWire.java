package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleSocket;
import dev.deskbus.gateway.console.ConsoleWire;
import dev.deskbus.gateway.console.Seat;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.web.WebDoor.Admitted;
import dev.deskbus.gateway.console.web.WebRequests.Login;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge on one socket: every frame is authorised for its agent as the directory has it now,
 * and translated; none reaches the event bus (docs/decisions/0110).
 */
final class WebWire implements ConsoleWire {
    private static final Logger log = LoggerFactory.getLogger(WebWire.class);

    private final WebDesk desk;
    private final ConsoleSocket socket;
    private final Channel channel;
    private final String stranger = UUID.randomUUID().toString();

    /** By the ticket that came with the handshake; good for one login. */
    private @Nullable Admitted admitted;

    private WebDoor.@Nullable Pass pass;
    private @Nullable WebShow show;

    WebWire(WebDesk desk, ConsoleSocket socket, @Nullable Admitted admitted) {
        this.desk = desk;
        this.socket = socket;
        this.channel = new Channel(socket);
        this.admitted = admitted;
    }

    @Override
    public boolean isBeat(String frame) {
        return frame.equals(BridgeCodec.PING);
    }

    @Override
    public @Nullable String beat() {
        return null;
    }

    @Override
    public JsonObject forcedOff() {
        return BridgeReplies.error(BridgeError.LOGGED_IN_ELSEWHERE, null);
    }

    @Override
    public Future<Answer> answer(String text, Optional<Seat> seat) {
        String who = seat.map(each -> each.agent().id().value()).orElse(stranger);
        if (!desk.frames().tryTake(who)) {
            return Future.succeededFuture(Answer.silent(ConsoleClose.TOO_MANY));
        }
        try {
            return answer(desk.codec().open(text), seat);
        } catch (BridgeFault fault) {
            return Future.succeededFuture(refused(fault.error(), fault.replyAddress()));
        }
    }

    private static Answer refused(BridgeError error, @Nullable String replyAddress) {
        return Answer.of(BridgeReplies.error(error, replyAddress));
    }

    private Future<Answer> answer(BridgeFrame frame, Optional<Seat> seat) {
        return switch (frame) {
            case BridgeFrame.Ping() -> Future.succeededFuture(silence());
            case BridgeFrame.Register(String address) ->
                    Future.succeededFuture(hear(address, seat, true));
            case BridgeFrame.Unregister(String address) ->
                    Future.succeededFuture(hear(address, seat, false));
            case BridgeFrame.Send send ->
                    socket.here(Future.succeededFuture().compose(_ -> serve(send, seat)))
                            .otherwise(failure -> failed(send, seat, failure));
        };
    }

    private static Answer silence() {
        return new Answer(List.of(), new After.Stay());
    }

    private Answer hear(String address, Optional<Seat> seat, boolean heard) {
        if (seat.isEmpty()) {
            return refused(BridgeError.NOT_LOGGED_IN, null);
        }
        if (!address.equals(channel.address())) {
            return refused(BridgeError.ACCESS_DENIED, null);
        }
        channel.setHeard(heard);
        return silence();
    }

    private Answer failed(BridgeFrame.Send send, Optional<Seat> seat, Throwable failure) {
        if (failure instanceof BridgeFault fault) {
            return fault.error() == BridgeError.NOT_LOGGED_IN && seat.isPresent()
                    ? Answer.of(
                            BridgeReplies.error(fault.error(), send.replyAddress()),
                            new After.Close(ConsoleClose.NOT_LOGGED_IN))
                    : refused(fault.error(), send.replyAddress());
        }
        if (!(failure instanceof Refusal)) {
            log.atError()
                    .addKeyValue("address", send.address())
                    .setCause(failure)
                    .log("console request failed");
        }
        JsonObject answer = BridgeReplies.failed(failure, send.replyAddress());
        return seat.isEmpty() ? Answer.of(answer, new After.Condemn()) : Answer.of(answer);
    }

    private Future<Answer> serve(BridgeFrame.Send send, Optional<Seat> seat) {
        if (!send.address().startsWith(BridgeCodec.IN)) {
            throw new BridgeFault(BridgeError.ACCESS_DENIED, send.replyAddress());
        }
        String verb = send.address().substring(BridgeCodec.IN.length());
        if (seat.isEmpty()) {
            if (!verb.equals(WebCodec.LOGIN)) {
                throw new BridgeFault(BridgeError.NOT_LOGGED_IN, send.replyAddress());
            }
            return logIn(WebCodec.login(send.body()), replyAddress(send)).map(Answer::of);
        }
        return current(send)
                .compose(
                        me ->
                                serve(
                                        seat.get(),
                                        me,
                                        WebCodec.decode(verb, send.body())
                                                .orElseThrow(
                                                        () ->
                                                                new BridgeFault(
                                                                        BridgeError.ACCESS_DENIED,
                                                                        send.replyAddress())),
                                        send));
    }

    /** The agent as it is now; whoever is not let in any more is told to log in. */
    private Future<Agent> current(BridgeFrame.Send send) {
        return socket.here(Objects.requireNonNull(pass).check())
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new BridgeFault(
                                                        BridgeError.NOT_LOGGED_IN,
                                                        send.replyAddress())));
    }

    private Future<Answer> serve(Seat seat, Agent me, WebRequests request, BridgeFrame.Send send) {
        return switch (request) {
            case WebRequests.Serving serving ->
                    desk.serve(me, serving).map(body -> reply(send, body));
            case WebRequests.SetStatus set -> whileTheOne(seat.setStatus(set.status()), send);
            case WebRequests.SetAutoAccept set -> whileTheOne(seat.setAutoConnect(set.on()), send);
            case WebRequests.SetPaused set -> whileTheOne(seat.setPaused(set.on()), send);
            case WebRequests.Resume resume ->
                    resume(resume).map(_ -> reply(send, new JsonObject()));
            case Login _ -> throw new Refusal(ErrorCode.PARAMETER_INVALID, "logged in already");
            case WebRequests.Logout() ->
                    seat.logOut()
                            .transform(
                                    _ ->
                                            Future.succeededFuture(
                                                    Answer.silent(ConsoleClose.LOGGED_OUT)));
        };
    }

    private static Answer reply(BridgeFrame.Send send, JsonObject body) {
        String address = send.replyAddress();
        return address == null ? silence() : Answer.of(BridgeReplies.received(address, body));
    }

    private static Future<Answer> whileTheOne(Future<Boolean> isTheOne, BridgeFrame.Send send) {
        return isTheOne.map(
                still ->
                        still
                                ? reply(send, new JsonObject())
                                : new Answer(List.of(), new After.ForceOff()));
    }

    private Future<Void> resume(WebRequests.Resume request) {
        if (!channel.isHeard()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "register your channel first");
        }
        return Objects.requireNonNull(show).resume(request.has());
    }

    // Login -------------------------------------------------------------------------------------

    /** Whoever does not hear the answer cannot know where the pushes come. */
    private static String replyAddress(BridgeFrame.Send send) {
        if (send.replyAddress() == null) {
            throw new BridgeFault(BridgeError.INVALID_REPLY_ADDRESS, null);
        }
        return send.replyAddress();
    }

    private Future<JsonObject> logIn(Login login, String replyAddress) {
        return socket.here(identify(login))
                .compose(
                        known ->
                                socket.enter(
                                        known.agent(), new Entrant(login, known, replyAddress)));
    }

    private Future<Admitted> identify(Login login) {
        Admitted waiting = admitted;
        if (!login.token().isEmpty()) {
            return desk.door().byToken(login.token());
        }
        if (!login.ticket().isEmpty()) {
            return desk.door().byTicket(login.ticket());
        }
        if (waiting == null) {
            throw new Refusal(ErrorCode.TOKEN_INVALID, "neither token nor ticket");
        }
        admitted = null;
        return Future.succeededFuture(waiting);
    }

    /**
     * At every round: who is let in no more is shown no more either; whoever has other queues or
     * another role by now is shown what is of those when it comes back.
     */
    private Future<Boolean> checkAgain(Agent shown) {
        return socket.here(Objects.requireNonNull(pass).check())
                .map(
                        found -> {
                            boolean goesOn =
                                    found.filter(now -> seesTheSame(shown, now)).isPresent();
                            if (!goesOn) {
                                socket.end(
                                        found.isEmpty()
                                                ? ConsoleClose.NOT_LOGGED_IN
                                                : ConsoleClose.RESTART);
                            }
                            return goesOn;
                        });
    }

    private static boolean seesTheSame(Agent then, Agent now) {
        return then.role() == now.role() && then.queues().equals(now.queues());
    }

    private final class Entrant implements ConsoleSocket.Entry {
        private final Login login;
        private final Admitted known;
        private final String replyAddress;

        Entrant(Login login, Admitted known, String replyAddress) {
            this.login = login;
            this.known = known;
            this.replyAddress = replyAddress;
        }

        @Override
        public boolean isForced() {
            return login.force();
        }

        @Override
        public JsonObject taken() {
            return BridgeReplies.error(BridgeError.LOGGED_IN_ELSEWHERE, replyAddress);
        }

        @Override
        public Future<JsonObject> welcome(Seat seat) {
            pass = desk.door().new Pass(known.claims());
            return Future.succeededFuture(
                    BridgeReplies.received(
                            replyAddress,
                            new JsonObject()
                                    .put("agent", WebCards.agent(seat.agent()))
                                    .put("channel", channel.address())
                                    .put(
                                            "expires_at",
                                            WebCards.millis(known.claims().expiresAt()))));
        }

        @Override
        public Show show(Agent agent) {
            WebShow made = desk.show(agent, channel, () -> checkAgain(agent));
            show = made;
            return made;
        }
    }
}
