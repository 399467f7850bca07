package dev.deskbus.gateway.wechat;

import dev.deskbus.bus.Bus;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ClientStore;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.PresenceStore.Colleague;
import dev.deskbus.port.ServiceAccounts;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * What the bridge works with.
 *
 * @param present who of a tenant is there
 * @param wake looks at once for media that are due
 */
public record WeChatWorld(
        Bus bus,
        ClientStore clients,
        ConversationViews views,
        AgentDirectory directory,
        Function<TenantId, Future<List<Colleague>>> present,
        ServiceAccounts accounts,
        MediaStore media,
        Runnable wake) {}
