package dev.deskbus.gateway.http;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;

/**
 * A person on WeChat: the service account, and what the person is called there. Nothing behind the
 * edges knows either.
 *
 * @param epid the service account; no line breaks
 */
public record WeChatUser(String epid, String openId) {
    private static final char BETWEEN = '\n';

    /** The person that an integration calls that. */
    public static WeChatUser of(OuterId outer) {
        int between = outer.id().indexOf(BETWEEN);
        return new WeChatUser(outer.id().substring(0, between), outer.id().substring(between + 1));
    }

    /** What the integration that serves the account calls the person. */
    public OuterId in(String integration) {
        return new OuterId(Protocol.WECHAT, integration, epid + BETWEEN + openId);
    }
}
