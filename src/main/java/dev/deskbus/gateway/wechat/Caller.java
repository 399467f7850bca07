package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.gateway.http.WeChatUser;
import org.jspecify.annotations.Nullable;

/**
 * A service account whose host asks something.
 *
 * @param integration whose rules apply: the one of that name, or the default one
 */
record Caller(Integration integration, String epid) {
    /** The account's person of that {@code openId}. */
    OuterId person(String openId) {
        return new WeChatUser(epid, openId).in(integration.name());
    }

    /** Whether that is a person of this account; of that name, unless it is empty (WX-30). */
    boolean owns(OuterId outer, String openId) {
        if (outer.wire() != Protocol.WECHAT || !outer.integration().equals(integration.name())) {
            return false;
        }
        WeChatUser user = WeChatUser.of(outer);
        return user.epid().equals(epid) && (openId.isEmpty() || user.openId().equals(openId));
    }

    /** What is told beyond the document, to who wants that (decision X-9). */
    <T> @Nullable T additive(T value) {
        return integration.dialect().additive() ? value : null;
    }
}
