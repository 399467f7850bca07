package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import io.vertx.core.Future;
import java.util.List;

/**
 * Answers questions. Never fails for an expected reason: what it cannot answer it answers with a
 * fallback. Who asks waits for a while only, so an answer that comes too late is not said.
 */
@FunctionalInterface
public interface Robot {
    /** What is said when no answer comes in time. */
    Message.Text FALLBACK = Message.Text.plain("抱歉，我暂时无法回答，请稍后再试或转人工");

    /** A robot that knows nothing, for an installation without any. */
    Robot IGNORANT = _ -> Future.succeededFuture(new Answer(FALLBACK, false));

    /** The answer to that question; asked again, it may be another one. */
    Future<Answer> ask(Question question);

    /**
     * A question.
     *
     * @param robot which of the tenant's robots is asked
     * @param text the client's word; for a picture and the like its address
     * @param before what was said before in the session, in its order, as much as is worth while
     */
    record Question(
            TenantId tenant,
            AgentId robot,
            SessionId session,
            ClientId client,
            String text,
            List<Turn> before) {
        public Question {
            before = List.copyOf(before);
        }
    }

    /** One word of the talk so far. */
    record Turn(boolean fromClient, String text) {}

    /**
     * An answer.
     *
     * @param sure whether the robot believes that this answers the question
     */
    record Answer(Message.Text text, boolean sure) {}
}
