package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Rating;
import org.jspecify.annotations.Nullable;

/**
 * What a host can ask, decoded and of the right types. An id of 0, or an empty {@code openId}, was
 * not given.
 */
sealed interface WeChatRequests {
    /**
     * {@code createcon.do}: ask for an agent.
     *
     * @param wanted the agent that is asked for (decision WX-27)
     */
    record Chat(String openId, Person person, long queue, @Nullable String wanted, Source source)
            implements WeChatRequests {}

    /** What a person is called, and looks like; empty when unknown. */
    record Person(String nickname, String portrait) {}

    /** Whence a chat request comes, as the host says (decisions G-17, G-18). */
    record Source(@Nullable String from, @Nullable String brand, @Nullable String tracks) {}

    /**
     * {@code getmsg.do}: say or show something.
     *
     * @param raw what came beside words, as text
     */
    record Say(long session, String openId, Content content, MessageKey key, @Nullable String raw)
            implements WeChatRequests {}

    /** {@code closecon.do}: end the session. */
    record Close(long session, String openId) implements WeChatRequests {}

    /** {@code ratesession.do}: how the person liked it (decision WX-21). */
    record Rate(long session, String openId, Rating rating, MessageKey key)
            implements WeChatRequests {}

    /** {@code transferCon.do}: let a person answer instead of the robot (decision WX-23). */
    record Transfer(long session, String openId, @Nullable Long queue, @Nullable String wanted)
            implements WeChatRequests {}

    /** {@code cancelRequest.do}: wait no longer (decision WX-24). */
    record Cancel(long request, String openId) implements WeChatRequests {}

    /** {@code getQueueLength.do}: how many are before the person. */
    record QueueLength(long request, String openId) implements WeChatRequests {}

    /** {@code pulse.do}: does the session go on (decision WX-22). */
    record Pulse(long session, String openId) implements WeChatRequests {}
}
