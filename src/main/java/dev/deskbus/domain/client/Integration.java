package dev.deskbus.domain.client;

import dev.deskbus.domain.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A third-party system and the rules for it, as the directory says.
 *
 * @param callbackUrl base of the callbacks when a request names no {@code serverAddr}; null for
 *     none
 * @param callbackPath appended to a {@code serverAddr} without a path (decision V2-41)
 * @param callbackHosts host names or CIDR ranges that {@code serverAddr} may name (decision G-23)
 * @param trustedCallers CIDR ranges of servers whose type 3 logins may read the whole history
 *     (decision V2-5) and whose {@code ip} field counts (decision G-15)
 * @param suppressAccepted leave out {@code updateRequestStatus} with status 1 (decision V2-47)
 * @param createOnFailure tell TPI v1 by {@code create} when waiting ends badly (decision V1-11)
 * @param signing how requests and callbacks are signed (decision G-10)
 * @param dialect how its clients speak
 */
public record Integration(
        String name,
        TenantId tenant,
        @Nullable String callbackUrl,
        String callbackPath,
        List<String> callbackHosts,
        List<String> trustedCallers,
        boolean suppressAccepted,
        boolean createOnFailure,
        Signing signing,
        Dialect dialect) {
    public Integration {
        callbackHosts = List.copyOf(callbackHosts);
        trustedCallers = List.copyOf(trustedCallers);
    }
}
