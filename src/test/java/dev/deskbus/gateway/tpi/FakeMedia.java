package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, under running numbers, until it is told to fail. */
final class FakeMedia implements MediaKeeper {
    final List<Buffer> kept = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException failure;

    @Override
    public Future<Kept> keep(TenantId tenant, Sort sort, Buffer bytes) {
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        kept.add(bytes);
        String name = sort == Sort.VOICE ? "voice.amr" : "picture.png";
        return Future.succeededFuture(
                new Kept("/f/" + kept.size() + "/" + name, name, bytes.length()));
    }
}
