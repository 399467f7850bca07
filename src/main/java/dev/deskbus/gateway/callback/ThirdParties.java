package dev.deskbus.gateway.callback;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback.RatingPushed;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ServiceAccounts;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where to look up who is told things, about whom, and how. */
public record ThirdParties(
        AgentDirectory directory, ClientStore clients, ServiceAccounts accounts) {
    /** What may be answered, when the errand is to ask for a rating; else nothing. */
    Future<List<RatingOption>> ratings(Errand errand) {
        return errand.delivery().entry().callback() instanceof RatingPushed
                ? directory.findRatings(errand.integration().tenant())
                : Future.succeededFuture(List.of());
    }

    /** The agents of that set that are known. */
    Future<Map<AgentId, Agent>> cards(Set<AgentId> agents) {
        List<Future<Optional<Agent>>> found = agents.stream().map(directory::findAgent).toList();
        return Future.all(found)
                .map(
                        all -> {
                            Map<AgentId, Agent> cards = new HashMap<>();
                            all.<Optional<Agent>>list()
                                    .forEach(one -> one.ifPresent(a -> cards.put(a.id(), a)));
                            return cards;
                        });
    }
}
