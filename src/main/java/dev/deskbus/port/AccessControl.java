package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/** Who may come in, beside passwords: tokens that count, and keys of other servers. */
public interface AccessControl extends TokenEpochs {
    /**
     * A supervisor makes all tokens of an agent of its tenant worthless, which is in the audit by
     * then; false when there is no such agent.
     */
    Future<Boolean> revokeTokens(AgentId agent, AgentId supervisor);

    /** Whose API key that is (decision KF-32); empty for nobody's. */
    Future<Optional<TenantId>> findTenant(String apiKey);
}
