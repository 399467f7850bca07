package dev.deskbus.gateway.console.admin;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.gateway.console.admin.AdminRequests.MarkRead;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What agents have read (32200, decision AD-20). */
final class AdminReading {
    private final Bus bus;
    private final AdminGuests guests;

    AdminReading(AdminPorts ports, AdminGuests guests) {
        this.bus = ports.bus();
        this.guests = guests;
    }

    /** The talk that is meant: with that guest, in that group. */
    Future<SessionView> getTalk(Agent me, MarkRead request) {
        return guests.getTalk(me, request.gid(), AdminCode.READ_GID)
                .map(
                        talk -> {
                            if (!talk.queue().equals(request.group())) {
                                throw AdminCode.READ_GROUP.because(AdminWords.NO_GROUP);
                            }
                            return talk;
                        });
    }

    /** Everything up to now is read. */
    Future<JsonObject> mark(Agent me, SessionView talk, MarkRead request) {
        return bus.ask(Addresses.session(talk.id()), new Read(me.id()))
                .map(_ -> AdminPushes.read(request.gid(), request.group()))
                .recover(
                        failure ->
                                Future.failedFuture(
                                        AdminErrors.aboutGuest(AdminCode.READ_GID).apply(failure)));
    }
}
