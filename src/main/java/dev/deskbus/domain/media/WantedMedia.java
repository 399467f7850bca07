package dev.deskbus.domain.media;

import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message.Media;
import org.jspecify.annotations.Nullable;

/**
 * Something that a client showed by an id at its third party.
 *
 * @param user what the third party calls the client
 * @param mediaId what it calls the thing; good for a while only (decision WX-15)
 * @param session where it was shown; null while the client waited
 * @param agent who answered there, if anybody
 */
public record WantedMedia(
        TenantId tenant,
        ClientId client,
        OuterId user,
        Media.Kind kind,
        String mediaId,
        @Nullable SessionId session,
        @Nullable AgentId agent) {}
