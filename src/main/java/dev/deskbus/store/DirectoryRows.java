package dev.deskbus.store;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.Account;
import dev.deskbus.domain.directory.Directory.Partner;
import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.directory.Directory.Staff;
import dev.deskbus.domain.directory.Directory.Tenant;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.queue.QueueRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The directory as rows in JSON: one array for each table. */
final class DirectoryRows {
    private DirectoryRows() {}

    static JsonArray tenants(Directory directory) {
        return rows(
                directory.tenants(),
                tenant ->
                        new JsonObject()
                                .put("id", tenant.id().value())
                                .put("name", tenant.name())
                                .put("max_busy", tenant.maxBusy())
                                .put(
                                        "api_key_hash",
                                        tenant.apiKey() == null
                                                ? null
                                                : Digests.hex(tenant.apiKey().value())));
    }

    static JsonArray ratings(Directory directory) {
        JsonArray rows = new JsonArray();
        for (Tenant tenant : directory.tenants()) {
            for (RatingOption rating : tenant.ratings()) {
                rows.add(
                        new JsonObject()
                                .put("tenant_id", tenant.id().value())
                                .put("id", rating.id())
                                .put("name", rating.name()));
            }
        }
        return rows;
    }

    static JsonArray agents(Directory directory, Function<Staff, @Nullable String> hash) {
        return rows(
                directory.agents(),
                staff -> agent(staff.agent()).put("password_hash", hash.apply(staff)));
    }

    static JsonArray queues(Directory directory) {
        return rows(directory.queues(), queue -> queue(queue.rules()));
    }

    static JsonArray members(Directory directory) {
        JsonArray rows = new JsonArray();
        for (ServedQueue queue : directory.queues()) {
            for (AgentId member : queue.members()) {
                rows.add(
                        new JsonObject()
                                .put("queue_id", queue.rules().id().value())
                                .put("agent_id", member.value()));
            }
        }
        return rows;
    }

    static JsonArray hours(Directory directory) {
        JsonArray rows = new JsonArray();
        for (ServedQueue queue : directory.queues()) {
            for (var span : queue.rules().hours().spans()) {
                rows.add(
                        new JsonObject()
                                .put("queue_id", queue.rules().id().value())
                                .put("day", span.day().getValue())
                                .put("opens", span.from().toString())
                                .put("closes", QueueRows.closes(span)));
            }
        }
        return rows;
    }

    static JsonArray integrations(Directory directory) {
        return rows(directory.integrations(), DirectoryRows::partner);
    }

    static JsonArray accounts(Directory directory) {
        JsonArray rows = new JsonArray();
        for (Partner partner : directory.integrations()) {
            AccountRules rules = partner.account();
            if (rules != null) {
                rows.add(
                        new JsonObject()
                                .put("integration", partner.integration().name())
                                .put("url", rules.url())
                                .put("media_url", rules.mediaUrl())
                                .put("account_id", rules.accountId())
                                .put("numeric_status", rules.numericStatus())
                                .put("rating_path", rules.ratingPath().name()));
            }
        }
        return rows;
    }

    static JsonArray clients(Directory directory, Function<Account, @Nullable String> hash) {
        return rows(
                directory.clients(),
                client ->
                        new JsonObject()
                                .put("tenant_id", client.tenant().value())
                                .put("login_name", client.loginName())
                                .put("name", client.name())
                                .put("portrait", client.portrait())
                                .put("password_hash", hash.apply(client))
                                .put(
                                        "owner_agent",
                                        client.owner() == null ? null : client.owner().value()));
    }

    private static JsonObject agent(Agent agent) {
        return new JsonObject()
                .put("id", agent.id().value())
                .put("tenant_id", agent.tenant().value())
                .put("number", agent.number())
                .put("name", agent.name())
                .put("alias", agent.alias())
                .put("icon", agent.icon())
                .put("comments", agent.comments())
                .put("role", agent.role().name())
                .put("capacity", agent.capacity())
                .put("enabled", agent.enabled())
                .put("robot_type", agent.robotType());
    }

    private static JsonObject queue(QueueRules rules) {
        return new JsonObject()
                .put("id", rules.id().value())
                .put("tenant_id", rules.tenant().value())
                .put("name", rules.name())
                .put("kind", rules.kind().name())
                .put("mode", rules.mode().name())
                .put("policy", rules.policy().name())
                .put("when_no_agent", rules.whenNoAgent().name())
                .put("waiting_limit", rules.waitingLimit().toMillis())
                .put("offer_time", rules.offerTime().toMillis())
                .put("idle_warn_after", rules.idle().warnAfter().toMillis())
                .put("idle_close_after", rules.idle().closeAfter().toMillis())
                .put("zone", rules.hours().zone().getId())
                .put("sticky_time", rules.favour().stickyTime().toMillis())
                .put("last_agent_days", rules.favour().lastAgentDays())
                .put("last_agent_wait", rules.favour().lastAgentWait().toMillis())
                .put("abandon_after", rules.ending().abandonAfter().toMillis())
                .put("deserted_after", rules.ending().desertedAfter().toMillis())
                .put("at_closing", rules.ending().atClosing().name())
                .put("transfer_to", rules.transferTo() == null ? null : rules.transferTo().value());
    }

    private static JsonObject partner(Partner partner) {
        Integration integration = partner.integration();
        return new JsonObject()
                .put("name", integration.name())
                .put("tenant_id", integration.tenant().value())
                .put("is_default", partner.isDefault())
                .put("callback_url", integration.callbackUrl())
                .put("callback_path", integration.callbackPath())
                .put("callback_hosts", new JsonArray(integration.callbackHosts()))
                .put("trusted_callers", new JsonArray(integration.trustedCallers()))
                .put("suppress_accepted", integration.suppressAccepted())
                .put("create_on_failure", integration.createOnFailure())
                .put("sign", integration.signing().rule().name())
                .put("sign_key", integration.signing().key())
                .put("hmac_secret", integration.signing().hmacSecret())
                .put("strict_voice", integration.dialect().strictVoice())
                .put("history_message_type", integration.dialect().historyMessageType().name())
                .put("history_user_type", integration.dialect().historyUserType().name())
                .put("additive", integration.dialect().additive())
                .put("logout_closes_session", integration.dialect().extras().logoutClosesSession())
                .put("suppress_known_create", integration.dialect().extras().suppressKnownCreate())
                .put("rating_options", integration.dialect().extras().ratingOptions())
                .put("notices", wishes(integration.dialect().extras()));
    }

    private static JsonArray wishes(Extras extras) {
        return new JsonArray(extras.notices().stream().map(Enum::name).sorted().toList());
    }

    private static <T> JsonArray rows(List<T> items, Function<T, JsonObject> row) {
        JsonArray rows = new JsonArray();
        items.forEach(item -> rows.add(row.apply(item)));
        return rows;
    }
}
