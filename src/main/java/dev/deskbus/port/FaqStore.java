package dev.deskbus.port;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.FaqEntry;
import io.vertx.core.Future;
import java.util.List;

/** The frequent questions of tenants. */
public interface FaqStore {
    /** Grows with every change; 0 for a tenant that never had any. */
    Future<Long> getVersion(TenantId tenant);

    /** All that are enabled, by their ids. */
    Future<List<FaqEntry>> load(TenantId tenant);
}
