package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleSocket;
import dev.deskbus.gateway.console.ConsoleWire;
import dev.deskbus.gateway.console.Seat;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.kf.KfRequests.Login;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The KF protocol on one socket. */
final class KfWire implements ConsoleWire {
    private static final Logger log = LoggerFactory.getLogger(KfWire.class);

    private final KfDesk desk;
    private final ConsoleSocket socket;
    private final String clientId = UUID.randomUUID().toString();

    KfWire(KfDesk desk, ConsoleSocket socket) {
        this.desk = desk;
        this.socket = socket;
    }

    @Override
    public boolean isBeat(String frame) {
        return frame.equals(KfCodec.BEAT);
    }

    @Override
    public String beat() {
        return KfCodec.BEAT;
    }

    @Override
    public JsonObject forcedOff() {
        return KfReplies.forcedOff();
    }

    @Override
    public Future<Answer> answer(String text, Optional<Seat> seat) {
        KfFrame frame;
        try {
            frame = desk.codec().open(text);
        } catch (Refusal _) {
            return Future.succeededFuture(Answer.of(KfReplies.unreadable()));
        }
        return socket.here(Future.succeededFuture().compose(_ -> serve(frame, seat)))
                .otherwise(failure -> failed(frame, failure))
                .map(answer -> mark(frame, answer));
    }

    private static Answer mark(KfFrame frame, Answer answer) {
        return new Answer(answer.frames().stream().map(frame::mark).toList(), answer.after());
    }

    private Future<Answer> serve(KfFrame frame, Optional<Seat> seat) {
        if (seat.isPresent()) {
            return serve(seat.get(), KfCodec.decode(frame));
        }
        return frame.method().equals(KfCodec.LOGIN)
                ? logIn(KfCodec.login(frame)).map(Answer::of)
                : Future.failedFuture(new Refusal(ErrorCode.TOKEN_INVALID, "not logged in"));
    }

    private Answer failed(KfFrame frame, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log.atError()
                    .addKeyValue("method", frame.method())
                    .setCause(failure)
                    .log("console request failed");
        }
        return KfErrors.code(failure) == KfErrors.INVALID_TOKEN
                ? Answer.of(KfReplies.invalidToken(), new After.Condemn())
                : Answer.of(KfReplies.failed(frame.method(), failure));
    }

    private Future<JsonObject> logIn(Login login) {
        return socket.here(desk.identify(login.token()))
                .compose(agent -> socket.enter(agent, new Entrant(login)));
    }

    private Future<Answer> serve(Seat seat, KfRequests request) {
        return switch (request) {
            case KfRequests.Serving serving -> desk.serve(seat.agent(), serving).map(Answer::of);
            case KfRequests.SetStatus set ->
                    whileTheOne(seat.setStatus(set.status()), KfReplies.done(KfCodec.SET_STATUS));
            case KfRequests.SetAutoConnect set ->
                    whileTheOne(seat.setAutoConnect(set.on()), desk.replies().autoConnectSet());
            case KfRequests.SetPaused set ->
                    whileTheOne(seat.setPaused(set.on()), KfReplies.done(KfCodec.PAUSE));
            case Login login -> welcomeAgain(seat, login).map(Answer::of);
            case KfRequests.Logout() ->
                    seat.logOut()
                            .transform(
                                    _ ->
                                            Future.succeededFuture(
                                                    Answer.silent(ConsoleClose.LOGGED_OUT)));
        };
    }

    private static Future<Answer> whileTheOne(Future<Boolean> isTheOne, JsonObject reply) {
        return isTheOne.map(
                still -> still ? Answer.of(reply) : new Answer(List.of(), new After.ForceOff()));
    }

    /** A second login on the same socket changes nothing. */
    private Future<JsonObject> welcomeAgain(Seat seat, Login login) {
        return desk.identify(login.token())
                .compose(
                        agent -> {
                            if (!agent.id().equals(seat.agent().id())) {
                                throw new Refusal(
                                        ErrorCode.PARAMETER_INVALID,
                                        "another agent is logged in here");
                            }
                            return desk.welcome(agent, clientId);
                        });
    }

    private final class Entrant implements ConsoleSocket.Entry {
        private final Login login;

        Entrant(Login login) {
            this.login = login;
        }

        @Override
        public boolean isForced() {
            return login.force();
        }

        @Override
        public JsonObject taken() {
            return KfReplies.loggedInElsewhere();
        }

        @Override
        public Future<JsonObject> welcome(Seat seat) {
            return desk.welcome(seat.agent(), clientId);
        }

        @Override
        public Show show(Agent agent) {
            return desk.show(agent, new KfClient(clientId, login.features()), socket);
        }
    }
}
