package dev.deskbus.robot;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.port.FaqStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Questions of one tenant in memory; it can be down. */
final class FakeFaqStore implements FaqStore {
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();
    volatile List<FaqEntry> entries = Demo.faq();
    volatile long version = 1;
    volatile boolean isDown;

    void change(List<FaqEntry> all) {
        entries = all;
        version++;
    }

    @Override
    public Future<Long> getVersion(TenantId tenant) {
        looks.incrementAndGet();
        return isDown ? down() : Future.succeededFuture(tenant.equals(Demo.MAIN) ? version : 0);
    }

    @Override
    public Future<List<FaqEntry>> load(TenantId tenant) {
        loads.incrementAndGet();
        return isDown
                ? down()
                : Future.succeededFuture(tenant.equals(Demo.MAIN) ? entries : List.of());
    }

    private static <T> Future<T> down() {
        return Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "down"));
    }
}
