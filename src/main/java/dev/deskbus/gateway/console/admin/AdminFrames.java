package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.SessionFrames;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Sessions as admin consoles see them: a new one is a guest who came, with the last words (32401),
 * and each word of the guest is a 32399 (decision AD-13).
 *
 * @param features the additive pushes that the console announced to know (AD-18)
 */
record AdminFrames(AdminGuests guests, Set<String> features, Screen screen)
        implements SessionFrames {
    private static final String ENDED = "ended";
    private static final String COLLEAGUES = "colleagues";
    private static final String CORRECTIONS = "corrections";
    private static final String NOTES = "notes";

    /** The last words are read later than the event was made, and so may hold more of the log. */
    @Override
    public Future<Long> assigned(SessionAssigned assigned) {
        return screen.here(guests.findRecent(assigned.session(), assigned.client()))
                .map(
                        recent ->
                                screen.push(AdminPushes.came(recent))
                                        ? Math.max(assigned.lastSeq(), recent.lastSeq())
                                        : NOT_TAKEN);
    }

    @Override
    public Future<Boolean> said(SessionSaid said) {
        return switch (said.speaker()) {
            case Party.OfClient _ -> push(said.client(), gid -> AdminPushes.said(gid, said));
            case Party.OfAgent _ ->
                    only(COLLEAGUES, said.client(), gid -> AdminPushes.colleagueSaid(gid, said));
            case Party.OfSystem() -> Future.succeededFuture(true);
        };
    }

    @Override
    public Future<Boolean> corrected(SessionCorrected corrected) {
        return only(CORRECTIONS, corrected.client(), gid -> AdminPushes.corrected(gid, corrected));
    }

    @Override
    public Future<Boolean> whispered(SessionWhispered whispered) {
        return only(NOTES, whispered.client(), gid -> AdminPushes.note(gid, whispered));
    }

    @Override
    public Future<Boolean> clientChanged(SessionClientChanged changed) {
        return screen.here(guests.findRecent(changed.session(), changed.client()))
                .map(recent -> screen.push(AdminPushes.came(recent)));
    }

    @Override
    public Future<Boolean> ended(SessionId session, Client client) {
        return only(ENDED, client, AdminPushes::ended);
    }

    /** The guest is with others from here on: to this console as good as over. */
    Future<Void> left(SessionLeft left) {
        return ended(left.session(), left.client()).mapEmpty();
    }

    /** The agent read it at another console (decision AD-20). */
    Future<Void> read(SessionRead read) {
        return screen.here(guests.findGroup(read.session()))
                .compose(
                        group ->
                                group.isEmpty()
                                        ? Future.succeededFuture(true)
                                        : push(
                                                read.client(),
                                                gid -> AdminPushes.read(gid, group.get())))
                .mapEmpty();
    }

    private Future<Boolean> only(String feature, Client client, LongFunction<JsonObject> frame) {
        return features.contains(feature) ? push(client, frame) : Future.succeededFuture(true);
    }

    /** A frame about that guest. */
    Future<Boolean> push(Client client, LongFunction<JsonObject> frame) {
        return screen.here(guests.getNumber(client.id())).map(gid -> screen.push(frame.apply(gid)));
    }
}
