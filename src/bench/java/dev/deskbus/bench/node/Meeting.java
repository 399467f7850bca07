package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import dev.deskbus.bench.load.HttpLane.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** How a visitor comes to an agent: by type 1000, and the callback {@code create}. */
final class Meeting {
    private final HttpLane lane;
    private final Receiver receiver;

    Meeting(HttpLane lane, Receiver receiver) {
        this.lane = lane;
        this.receiver = receiver;
    }

    /** A visitor in its session, and when the third party heard of it. */
    record Met(Visitor visitor, long nanos) {}

    /** Logs in; in the lane's context. */
    Future<Visitor> logIn(String name) {
        return send(Visitor.logIn(name))
                .map(
                        reply -> {
                            JsonObject body = new JsonObject(reply.text());
                            return new Visitor(
                                    body.getString("clientId"), body.getString("token"), 0, 0, "");
                        });
    }

    /** Asks for a session, and waits until the reply and the callback are there. */
    Future<Met> meet(Visitor visitor, long queue) {
        Promise<Met> begun = Promise.promise();
        receiver.onCreated(
                visitor.client(),
                (nanos, session, agent) ->
                        lane.context()
                                .runOnContext(
                                        _ ->
                                                begun.complete(
                                                        new Met(
                                                                visitor.in(session, agent),
                                                                nanos))));
        return send(visitor.enqueue(queue, receiver.address()))
                .map(reply -> new JsonObject(reply.text()).getLong("requestId", 0L))
                .compose(
                        request ->
                                begun.future()
                                        .map(
                                                met ->
                                                        new Met(
                                                                met.visitor().asking(request),
                                                                met.nanos())));
    }

    /** Ends the session. */
    Future<Reply> part(Visitor visitor) {
        return send(visitor.close());
    }

    private Future<Reply> send(Buffer request) {
        Promise<Reply> promise = Promise.promise();
        lane.send(
                request,
                reply -> {
                    if (reply.isSuccess()) {
                        promise.complete(reply);
                    } else {
                        promise.fail(reply.status() + " " + reply.text());
                    }
                });
        return promise.future();
    }
}
