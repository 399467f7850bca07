package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * One push that is to be confirmed.
 *
 * @param rsId the same however often, from whichever node and over whichever socket it is sent
 * @param push without its {@code rsId}
 * @param proof what its receipt proves
 */
record Parcel(String rsId, ObjectNode push, Proof proof) {
    /** What its visitor knows once it has confirmed a push. */
    sealed interface Proof {
        /** This event of a session. */
        record OfEvent(SessionId session, long seq) implements Proof {}

        /** How a request stood; with {@code ended}, how it ended. */
        record OfRequest(RequestId request, boolean ended) implements Proof {}

        /** Nothing that counts later. */
        record OfNothing() implements Proof {}
    }

    /** One of the pushes, from 0, that an event of a session comes to. */
    static Parcel ofEvent(SessionId session, long seq, int part, ObjectNode push) {
        return new Parcel(
                named("session/" + session.value() + "/" + seq + "/" + part),
                push,
                new Proof.OfEvent(session, seq));
    }

    /** How a request ended. */
    static Parcel ofEnd(RequestId request, ObjectNode push) {
        return new Parcel(
                named("request/" + request.value()), push, new Proof.OfRequest(request, true));
    }

    /** Where a request stands for the moment. */
    static Parcel ofPlace(RequestId request, ObjectNode push) {
        return new Parcel(guid(UUID.randomUUID()), push, new Proof.OfRequest(request, false));
    }

    /** Something of this socket alone. */
    static Parcel ofNothing(ObjectNode push) {
        return new Parcel(guid(UUID.randomUUID()), push, new Proof.OfNothing());
    }

    /** As it goes out when receipts are asked for. */
    String marked() {
        return push.deepCopy().put("rsId", rsId).toString();
    }

    /** As it goes out when they are not. */
    String plain() {
        return push.toString();
    }

    private static String named(String name) {
        return guid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String guid(UUID id) {
        return id.toString().toUpperCase(Locale.ROOT);
    }
}
