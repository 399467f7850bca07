package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.ConsoleClose;
import dev.deskbus.gateway.console.ConsoleSocket;
import dev.deskbus.gateway.console.ConsoleWire;
import dev.deskbus.gateway.console.Identification.Identified;
import dev.deskbus.gateway.console.Seat;
import dev.deskbus.gateway.console.Show;
import dev.deskbus.gateway.console.admin.AdminLists.Caller;
import dev.deskbus.gateway.console.admin.AdminRequests.Login;
import dev.deskbus.gateway.console.admin.AdminTokens.Refresh;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin protocol on one socket. */
final class AdminWire implements ConsoleWire {
    private static final Logger log = LoggerFactory.getLogger(AdminWire.class);
    private static final int HEARTBEAT = 0;
    private static final int ADMIN = 3;
    private static final int LONGEST_TOKEN = 4096;

    private final AdminDesk desk;
    private final ConsoleSocket socket;
    private final String ix = UUID.randomUUID().toString();
    private @Nullable Pass pass;
    private @Nullable AdminShow show;

    AdminWire(AdminDesk desk, ConsoleSocket socket) {
        this.desk = desk;
        this.socket = socket;
    }

    /**
     * By what this console is logged in.
     *
     * @param refresh what the token was exchanged for; null as long as nobody looked
     */
    private record Pass(String token, Identified.Known known, @Nullable Refresh refresh) {
        boolean isOver() {
            Instant end = refresh == null ? known.claims().expiresAt() : refresh.expiresAt();
            return end.isBefore(Instant.now());
        }
    }

    /** A heartbeat is answered (decision AD-3). */
    @Override
    public boolean isBeat(String frame) {
        return false;
    }

    @Override
    public @Nullable String beat() {
        return null;
    }

    @Override
    public JsonObject forcedOff() {
        return AdminReplies.forcedOff();
    }

    @Override
    public Future<Answer> answer(String text, Optional<Seat> seat) {
        AdminFrame frame;
        try {
            frame = desk.codec().open(text);
        } catch (Refusal refusal) {
            return Future.succeededFuture(
                    Answer.of(AdminReplies.failed(0, AdminErrors.of(refusal))));
        }
        return socket.here(Future.succeededFuture().compose(_ -> serve(frame, seat)))
                .otherwise(failure -> failed(frame, seat, failure))
                .map(answer -> mark(frame, answer));
    }

    /** Only the reply is marked, and no push that follows it. */
    private static Answer mark(AdminFrame frame, Answer answer) {
        answer.frames().stream().findFirst().ifPresent(frame::mark);
        return answer;
    }

    private Answer failed(AdminFrame frame, Optional<Seat> seat, Throwable failure) {
        if (!(failure instanceof Refusal) && !(failure instanceof AdminFault)) {
            log.atError()
                    .addKeyValue("apiKey", frame.apiKey())
                    .setCause(failure)
                    .log("console request failed");
        }
        AdminFault fault = AdminErrors.of(failure);
        JsonObject reply = AdminReplies.failed(frame.apiKey(), fault);
        if (fault.code() == AdminCode.LOG_IN_AGAIN && isOver(frame)) {
            return Answer.of(reply, new After.Close(ConsoleClose.NOT_LOGGED_IN));
        }
        return seat.isEmpty() ? Answer.of(reply, new After.Condemn()) : Answer.of(reply);
    }

    /** Somebody who never logged in may still do so on this socket. */
    private boolean isOver(AdminFrame frame) {
        return pass != null || frame.apiKey() == AdminCodec.LOGIN;
    }

    // Who may ask what --------------------------------------------------------------------------

    private Future<Answer> serve(AdminFrame frame, Optional<Seat> seat) {
        Integer callType = frame.callType();
        if (callType != null && callType == HEARTBEAT) {
            return Future.succeededFuture(Answer.of(AdminReplies.alive()));
        }
        if (callType != null && callType != ADMIN) {
            throw AdminCode.PARAMETER.because(AdminWords.CALL_TYPE);
        }
        return seat.isEmpty() ? outside(frame) : seated(frame, seat.get());
    }

    private Future<Answer> outside(AdminFrame frame) {
        if (frame.apiKey() != AdminCodec.LOGIN) {
            throw AdminCode.LOG_IN_AGAIN.fault();
        }
        if (frame.callType() == null) {
            throw AdminCode.PARAMETER.because(AdminWords.CALL_TYPE);
        }
        return AdminCodec.decode(frame) instanceof Login login
                ? logIn(login).map(Answer::of)
                : Future.failedFuture(AdminCode.KEY_UNKNOWN.fault());
    }

    /** Every frame may bring a token, and is refused with an expired one (decision AD-5). */
    private Future<Answer> seated(AdminFrame frame, Seat seat) {
        String token = frame.fields().textOrEmpty("token", LONGEST_TOKEN);
        if (frame.apiKey() == AdminCodec.LOGIN) {
            return serve(seat, AdminCodec.decode(frame));
        }
        if (!token.isEmpty()) {
            return identifyAgain(token, seat.agent())
                    .compose(_ -> serve(seat, AdminCodec.decode(frame)));
        }
        Pass now = pass;
        if (now == null || now.isOver()) {
            throw AdminCode.LOG_IN_AGAIN.fault();
        }
        return serve(seat, AdminCodec.decode(frame));
    }

    private Future<Pass> identifyAgain(String token, Agent agent) {
        return socket.here(desk.identify(token))
                .map(
                        known -> {
                            if (!known.agent().id().equals(agent.id())) {
                                throw AdminCode.AGENT_DISABLED.because(AdminWords.OTHER_AGENT);
                            }
                            return take(token, known);
                        });
    }

    private Pass take(String token, Identified.Known known) {
        Pass taken = new Pass(token, known, null);
        pass = taken;
        return taken;
    }

    // What is asked -----------------------------------------------------------------------------

    private Future<JsonObject> logIn(Login login) {
        return socket.here(desk.identify(login.token()))
                .compose(
                        known ->
                                socket.here(desk.requireGroup(known.agent()))
                                        .compose(
                                                agent ->
                                                        socket.enter(
                                                                agent, new Entrant(login, known))));
    }

    private Future<Answer> serve(Seat seat, AdminRequests request) {
        return switch (request) {
            case AdminRequests.Serving serving -> desk.serve(seat.agent(), serving).map(Answer::of);
            case Login login ->
                    identifyAgain(login.token(), seat.agent())
                            .compose(_ -> asCaller(seat.agent(), desk.lists()::welcome))
                            .map(Answer::of);
            case AdminRequests.GetList(var page) ->
                    asCaller(seat.agent(), caller -> desk.lists().getList(caller, page))
                            .map(Answer::of);
            case AdminRequests.GetContent get ->
                    asCaller(seat.agent(), caller -> desk.lists().getContent(caller, get))
                            .map(Answer::of);
            case AdminRequests.MarkRead read -> markRead(seat.agent(), read).map(Answer::of);
            case AdminRequests.Transfer transfer ->
                    desk.moves()
                            .transfer(seat.agent(), transfer)
                            .map(frames -> new Answer(frames, new After.Stay()));
            case AdminRequests.Pause(boolean on) ->
                    seat.setPaused(on)
                            .map(
                                    isTheOne ->
                                            isTheOne
                                                    ? Answer.of(
                                                            AdminReplies.of(
                                                                    AdminCodec.PAUSE,
                                                                    new JsonObject()))
                                                    : new Answer(List.of(), new After.ForceOff()));
        };
    }

    private Future<JsonObject> markRead(Agent me, AdminRequests.MarkRead request) {
        return socket.here(desk.reading().getTalk(me, request))
                .compose(
                        talk -> {
                            AdminShow shown = Objects.requireNonNull(show);
                            shown.expectRead(talk.id());
                            return socket.here(desk.reading().mark(me, talk, request))
                                    .onFailure(_ -> shown.forgetRead(talk.id()));
                        });
    }

    private Future<JsonObject> asCaller(Agent agent, Function<Caller, Future<JsonObject>> list) {
        return socket.here(refresh(agent))
                .compose(refresh -> list.apply(new Caller(agent, ix, refresh)));
    }

    /** An old token is exchanged once, and the new one told in every list (decision AD-10). */
    private Future<Refresh> refresh(Agent agent) {
        Pass now = pass;
        if (now == null) {
            throw AdminCode.LOG_IN_AGAIN.fault();
        }
        if (now.refresh() != null && now.refresh().isOne()) {
            return Future.succeededFuture(now.refresh());
        }
        return socket.here(desk.tokens().refresh(agent, now.token(), now.known().claims()))
                .onSuccess(fresh -> pass = new Pass(now.token(), now.known(), fresh));
    }

    private final class Entrant implements ConsoleSocket.Entry {
        private final Login login;
        private final Identified.Known known;

        Entrant(Login login, Identified.Known known) {
            this.login = login;
            this.known = known;
        }

        /** The last login wins (decision AD-22). */
        @Override
        public boolean isForced() {
            return true;
        }

        @Override
        public JsonObject taken() {
            return AdminReplies.forcedOff();
        }

        @Override
        public Future<JsonObject> welcome(Seat seat) {
            take(login.token(), known);
            return asCaller(seat.agent(), desk.lists()::welcome);
        }

        @Override
        public Show show(Agent agent) {
            AdminShow made = desk.show(agent, login.features(), socket);
            show = made;
            return made;
        }
    }
}
