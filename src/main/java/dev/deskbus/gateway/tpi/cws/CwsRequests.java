package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.tpi.TpiDoor;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Answers the frames of one visitor: almost all of them by asking what TPI v2 asks. */
final class CwsRequests {
    private static final int LONGEST_ID = 256;

    private final CwsCodec codec;
    private final TpiDoor door;
    private final CwsBearer bearer;
    private final Consumer<String> receipts;

    /** What is to be done once the answer is sent. */
    enum After {
        NOTHING,
        /** The visitor's requests may have changed. */
        LOOK,
        LOG_OUT,
        TURN_OUT
    }

    /** An answer. */
    record Served(ObjectNode answer, After after) {}

    /** {@code receipts} takes the ids of pushes that are confirmed. */
    CwsRequests(CwsDesk desk, CwsBearer bearer, Consumer<String> receipts) {
        this.codec = desk.codec();
        this.door = desk.ports().door();
        this.bearer = bearer;
        this.receipts = receipts;
    }

    /** The answer to a frame. Never fails. */
    Future<Served> serve(String text) {
        CwsFrame frame;
        try {
            frame = codec.open(text);
        } catch (Refusal refusal) {
            return Future.succeededFuture(refused(refusal));
        }
        return Future.succeededFuture()
                .compose(_ -> serve(frame))
                .otherwise(this::refused)
                .map(served -> new Served(frame.mark(served.answer()), served.after()));
    }

    private Future<Served> serve(CwsFrame frame) {
        Fields fields = frame.fields();
        CwsType type = CwsType.of(fields);
        requireOwnToken(fields);
        return switch (type) {
            case HEARTBEAT -> Future.succeededFuture(new Served(result(), After.NOTHING));
            case RECEIPT -> {
                receipts.accept(fields.requireId("rsId", LONGEST_ID));
                yield Future.succeededFuture(
                        new Served(result().put("message", ""), After.NOTHING));
            }
            case LOGOUT -> ask(type, fields, After.LOG_OUT);
            case CHAT, CANCEL, ROBOT_TRANSFER -> ask(type, fields, After.LOOK);
            case CLOSE, RATE, MESSAGE, PRE_MESSAGE, PREVIEW, TYPING, CUSTOM, ROBOT_MESSAGE ->
                    ask(type, fields, After.NOTHING);
        };
    }

    /** The token is asked for each time: it may have ended anywhere. */
    private Future<Served> ask(CwsType type, Fields fields, After after) {
        return door.findHolder(bearer.token())
                .compose(
                        holder ->
                                door.serve(
                                                holder,
                                                CwsCodec.translate(type, fields),
                                                bearer.language())
                                        .map(answer -> new Served(answer, when(answer, after))),
                        failure -> Future.succeededFuture(turnedOut(failure)));
    }

    private static After when(ObjectNode answer, After after) {
        return answer.path("result").asInt() == 1 ? after : After.NOTHING;
    }

    private Served turnedOut(Throwable failure) {
        boolean isOver =
                failure instanceof Refusal refusal && refusal.code() == ErrorCode.TOKEN_INVALID;
        return new Served(refused(failure).answer(), isOver ? After.TURN_OUT : After.NOTHING);
    }

    /** A frame may name a token, and then only the one that the socket came with. */
    private void requireOwnToken(Fields fields) {
        String named = fields.idOrEmpty("token", Fields.LONGEST_TEXT);
        if (!named.isEmpty() && !named.equals(bearer.token())) {
            throw new Refusal(ErrorCode.TOKEN_INVALID, "not the token of this socket");
        }
    }

    private Served refused(Throwable failure) {
        return new Served(door.refuse(failure, bearer.language()), After.NOTHING);
    }

    private static ObjectNode result() {
        return JsonNodeFactory.instance.objectNode().put("result", 1);
    }
}
