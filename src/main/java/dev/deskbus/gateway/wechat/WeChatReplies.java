package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import org.jspecify.annotations.Nullable;

/** What a host can be answered. A number that the document does not show may be null. */
sealed interface WeChatReplies {
    /** It is done. */
    record Done() implements WeChatReplies {}

    /** The request waits; its place counts from 1 (decisions WX-5, WX-9). */
    record Queued(@Nullable RequestId request, int position) implements WeChatReplies {}

    /** The talk has begun; who answers is told by {@code create} (decision WX-10). */
    record Begun() implements WeChatReplies {}

    /** The person's own agent is there, in the session that never ends (decision WX-10). */
    record Served(SessionId session, @Nullable Agent agent) implements WeChatReplies {}

    /** The person waits already (decision R7). */
    record AlreadyWaiting(@Nullable RequestId request, int position) implements WeChatReplies {}

    /** The person talks already. */
    record AlreadyTalking(@Nullable SessionId session) implements WeChatReplies {}

    /** How many people are before it (decision WX-9). */
    record InLine(int ahead) implements WeChatReplies {}

    /** Whether the session goes on (decision WX-22). */
    record Pulse(boolean live) implements WeChatReplies {}

    /** It was refused. */
    record Refused(WeChatResult result, String message) implements WeChatReplies {}
}
