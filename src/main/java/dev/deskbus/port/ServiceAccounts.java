package dev.deskbus.port;

import dev.deskbus.domain.client.ServiceAccount;
import io.vertx.core.Future;
import java.util.Optional;

/** The WeChat service accounts of integrations. */
@FunctionalInterface
public interface ServiceAccounts {
    /** That integration's account; empty when its host is not known. */
    Future<Optional<ServiceAccount>> findAccount(String integration);
}
