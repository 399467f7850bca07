package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.json.SealedJson;

/** One callback as a new row of {@code callback}. */
record OutboxRow(String lane, int shard, String target, String kind, String body) {
    static OutboxRow of(OutboxEntry entry, SealedJson json) {
        ClientId lane = entry.callback().client();
        return new OutboxRow(
                lane.value(),
                Shard.of(lane).number(),
                json.write(entry.target(), CallbackTarget.class),
                entry.callback().getClass().getSimpleName(),
                json.write(entry.callback(), Callback.class));
    }
}
