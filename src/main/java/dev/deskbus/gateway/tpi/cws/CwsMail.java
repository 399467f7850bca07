package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.tpi.cws.Deliveries.Again;
import dev.deskbus.gateway.tpi.cws.Deliveries.Patience;
import dev.deskbus.gateway.tpi.cws.Parcel.Proof;
import dev.deskbus.port.VisitorStore.Receipt;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Sends one socket its pushes, again and again until they are confirmed, and knows whether
 * something is left for which there was no room. Used in the socket's context.
 */
final class CwsMail {
    private final CwsScreen screen;
    private final CwsSettings.Receipts settings;
    private final Patience patience;
    private final Consumer<Receipt> receipts;
    private Deliveries deliveries = Deliveries.NONE;
    private boolean isBehind;

    /** {@code receipts} are what is to be written down. */
    CwsMail(CwsScreen screen, CwsSettings.Receipts settings, Consumer<Receipt> receipts) {
        this.screen = screen;
        this.settings = settings;
        this.patience = new Patience(settings.resendAfter().toMillis(), settings.most());
        this.receipts = receipts;
    }

    boolean asksForReceipts() {
        return settings.areAskedFor();
    }

    /** Whether so many more may be under way. */
    boolean hasRoomFor(int pushes) {
        return deliveries.hasRoomFor(pushes);
    }

    /** Sends it; false when there is no room for it now. */
    boolean push(Parcel parcel) {
        boolean isTaken =
                deliveries.hasRoomFor(1)
                        && screen.push(asksForReceipts() ? parcel.marked() : parcel.plain());
        if (!isTaken) {
            isBehind = true;
        } else if (asksForReceipts()) {
            deliveries = deliveries.push(parcel, screen.now());
        }
        return isTaken;
    }

    /** What the receipt proves; empty for one that nobody waits for. */
    Optional<Proof> confirm(String rsId) {
        Optional<Parcel> parcel = deliveries.find(rsId);
        deliveries = deliveries.confirm(rsId);
        return parcel.map(Parcel::proof);
    }

    /** Something is left to be pushed. */
    void postpone() {
        isBehind = true;
    }

    /** Everything is being looked at. */
    void beginAgain() {
        isBehind = false;
    }

    /** Whether something is left, and there is room again. */
    boolean canGoOn() {
        return isBehind && deliveries.hasRoomFor(Deliveries.MOST / 2);
    }

    /** Sends again what is due; what finds no room is sent the next time. */
    void resend() {
        Again again = deliveries.due(screen.now(), patience);
        deliveries = again.after();
        for (Parcel parcel : again.parcels()) {
            if (!screen.push(parcel.marked())) {
                return;
            }
        }
    }

    /** In how many milliseconds something is due. */
    OptionalLong dueIn() {
        OptionalLong due = deliveries.nextDue(patience);
        return due.isEmpty() ? due : OptionalLong.of(Math.max(0, due.getAsLong() - screen.now()));
    }

    /** How much of a session is confirmed, of which everything up to {@code read} was pushed. */
    long confirmed(SessionId session, long read) {
        return deliveries.confirmed(session, read);
    }

    /** To be written down. */
    void note(Receipt receipt) {
        receipts.accept(receipt);
    }
}
