package dev.deskbus.actor.queue;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueCommand.AddPreMessage;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.RequestView;
import io.vertx.core.Future;

/** Answers commands about requests that are not in the line any more, by their rows. */
final class Whereabouts {
    private final QueueLine line;
    private final QueueStore store;

    Whereabouts(QueueLine line, QueueStore store) {
        this.line = line;
        this.store = store;
    }

    /** Decision V2-19. */
    Future<QueueAnswer> cancel(Cancel command) {
        return findOwn(command.request(), command.client())
                .map(
                        request ->
                                switch (request.status()) {
                                    case WAITING -> throw overtaken();
                                    case ACCEPTED -> accepted(request);
                                    case CANCELED_BY_CLIENT -> new Done();
                                    case REFUSED, TIMEOUT, DROPPED, NO_AGENT_ONLINE, OFF_HOUR ->
                                            throw unknown();
                                });
    }

    /** What a client has whose request is not in the line any more, though it was just made. */
    Future<QueueAnswer> begun(RequestId id) {
        return find(id).map(
                        request ->
                                switch (request.status()) {
                                    case WAITING -> throw overtaken();
                                    case ACCEPTED -> accepted(request);
                                    case NO_AGENT_ONLINE ->
                                            throw new Refusal(
                                                    ErrorCode.QUEUE_NO_AGENT, "nobody is there");
                                    case CANCELED_BY_CLIENT, REFUSED, TIMEOUT, DROPPED, OFF_HOUR ->
                                            throw ended();
                                });
    }

    /** Decision V2-20: after the acceptance the edge says it in the session. */
    Future<QueueAnswer> add(AddPreMessage command) {
        return findOwn(command.request(), command.client())
                .map(
                        request ->
                                switch (request.status()) {
                                    case WAITING -> throw overtaken();
                                    case ACCEPTED -> accepted(request);
                                    case CANCELED_BY_CLIENT,
                                            REFUSED,
                                            TIMEOUT,
                                            DROPPED,
                                            NO_AGENT_ONLINE,
                                            OFF_HOUR ->
                                            throw ended();
                                });
    }

    /** The winner may ask again; everybody else came too late (decision KF-19). */
    Future<QueueAnswer> claim(Claim command) {
        return find(command.request())
                .map(
                        request ->
                                switch (request.status()) {
                                    case WAITING -> throw overtaken();
                                    case ACCEPTED -> taken(request, command.agent());
                                    case CANCELED_BY_CLIENT,
                                            REFUSED,
                                            TIMEOUT,
                                            DROPPED,
                                            NO_AGENT_ONLINE,
                                            OFF_HOUR ->
                                            throw ended();
                                });
    }

    /** Nothing is left to refuse. */
    Future<QueueAnswer> refuse(Refuse command) {
        return find(command.request()).map(_ -> new Done());
    }

    private Future<RequestView> find(RequestId id) {
        return store.findRequest(id)
                .map(
                        found ->
                                found.filter(
                                                request ->
                                                        request.queue()
                                                                .equals(line.state().rules().id()))
                                        .orElseThrow(Whereabouts::unknown));
    }

    private Future<RequestView> findOwn(RequestId id, ClientId client) {
        return find(id).map(
                        request -> {
                            if (!request.client().equals(client)) {
                                throw unknown();
                            }
                            return request;
                        });
    }

    private static QueueAnswer accepted(RequestView request) {
        if (request.session() == null) {
            throw unknown();
        }
        return new Accepted(request.session());
    }

    private static QueueAnswer taken(RequestView request, AgentId agent) {
        if (agent.equals(request.agent())) {
            return accepted(request);
        }
        throw new Refusal(ErrorCode.REQUEST_TAKEN, "another agent has taken it");
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such request");
    }

    private static Refusal ended() {
        return new Refusal(ErrorCode.REQUEST_ENDED, "the request has ended");
    }

    /** The row waits and the line does not have it: the line is old. */
    private Refusal overtaken() {
        line.distrust();
        return new Refusal(ErrorCode.UNAVAILABLE, "the line is being read again");
    }
}
