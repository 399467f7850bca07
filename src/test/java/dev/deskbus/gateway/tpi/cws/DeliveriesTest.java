package dev.deskbus.gateway.tpi.cws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.cws.Deliveries.Again;
import dev.deskbus.gateway.tpi.cws.Deliveries.Patience;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final SessionId SESSION = new SessionId(96);
    private static final Patience PATIENCE = new Patience(5000, 3);

    private static ObjectNode push() {
        return JsonNodeFactory.instance.objectNode().put("type", 210);
    }

    private static Parcel event(long seq) {
        return Parcel.ofEvent(SESSION, seq, 0, push());
    }

    @Test
    void aPushIsTheSameOneHoweverOftenAndWhereverItIsMade() {
        assertThat(event(7).rsId())
                .isEqualTo(event(7).rsId())
                .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
                .isNotEqualTo(event(8).rsId())
                .isNotEqualTo(Parcel.ofEvent(SESSION, 7, 1, push()).rsId());
        assertThat(event(7).marked())
                .isEqualTo("{\"type\":210,\"rsId\":\"" + event(7).rsId() + "\"}");
        assertThat(event(7).plain()).isEqualTo("{\"type\":210}");
    }

    @Test
    void whatIsNotConfirmedIsSentAgainAndThenGivenUp() {
        Deliveries one = Deliveries.NONE.push(event(2), 0);

        assertThat(one.due(4999, PATIENCE).parcels()).isEmpty();
        Again second = one.due(5000, PATIENCE);
        assertThat(second.parcels()).containsExactly(event(2));
        assertThat(second.after().nextDue(PATIENCE)).hasValue(10_000);
        Again third = second.after().due(10_000, PATIENCE);
        assertThat(third.parcels()).containsExactly(event(2));
        Again last = third.after().due(15_000, PATIENCE);
        assertThat(last.parcels()).isEmpty();
        assertThat(last.after().waiting()).isEmpty();
        assertThat(last.after().nextDue(PATIENCE)).isEmpty();
        assertThat(last.after().confirmed(SESSION, 9)).isEqualTo(1);
    }

    @Test
    void aReceiptCountsOnceAndOnlyForItsPush() {
        Deliveries two = Deliveries.NONE.push(event(2), 0).push(event(4), 0);

        assertThat(two.confirmed(SESSION, 4)).isEqualTo(1);
        Deliveries later = two.confirm(event(4).rsId().toLowerCase());
        assertThat(later.confirmed(SESSION, 4)).isEqualTo(1);
        assertThat(later.confirm("nonsense")).isEqualTo(later);
        Deliveries both = later.confirm(event(2).rsId());
        assertThat(both.confirmed(SESSION, 4)).isEqualTo(4);
        assertThat(both.confirm(event(2).rsId())).isEqualTo(both);
        assertThat(both.confirmed(new SessionId(1), 3)).isEqualTo(3);
    }

    @Test
    void whatWasGivenUpIsKnownOnceSomethingLaterIs() {
        Deliveries gaveUp =
                Deliveries.NONE.push(event(2), 0).due(5000, new Patience(5000, 1)).after();
        assertThat(gaveUp.confirmed(SESSION, 5)).isEqualTo(1);

        Deliveries after = gaveUp.push(event(5), 5000).confirm(event(5).rsId());

        assertThat(after.confirmed(SESSION, 5)).isEqualTo(5);
    }

    @Test
    void anOlderPlaceInTheLineIsNotSentAfterANewerOne() {
        RequestId request = new RequestId(7);
        Parcel third = Parcel.ofPlace(request, push());
        Parcel second = Parcel.ofPlace(request, push());
        Parcel end = Parcel.ofEnd(request, push());
        Deliveries deliveries =
                Deliveries.NONE
                        .push(Parcel.ofPlace(new RequestId(8), push()), 0)
                        .push(third, 0)
                        .push(second, 0);

        assertThat(deliveries.find(third.rsId())).isEmpty();
        assertThat(deliveries.find(second.rsId())).contains(second);
        assertThat(deliveries.push(end, 0).find(second.rsId())).isEmpty();
        assertThat(deliveries.push(end, 0).push(second, 0).find(end.rsId())).contains(end);
        assertThat(deliveries.waiting()).hasSize(2);
    }

    @Test
    void onlySoManyAreUnderWay() {
        Deliveries deliveries = Deliveries.NONE;
        for (int seq = 1; seq < Deliveries.MOST; seq++) {
            deliveries = deliveries.push(event(seq), 0);
        }
        assertThat(deliveries.hasRoomFor(1)).isTrue();
        assertThat(deliveries.hasRoomFor(2)).isFalse();
        assertThat(deliveries.confirm(event(1).rsId()).hasRoomFor(2)).isTrue();
    }
}
