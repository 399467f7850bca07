package dev.deskbus.actor.session;

import dev.deskbus.actor.session.SessionActor.World;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionState.Asked;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client who asks the robot in so many words for a person is put in the line of people, where the
 * robot's queue sends such clients, as 2023 does it (decision V2-16). The robot says what came of
 * it.
 */
final class WishForPerson {
    private static final Set<String> WISHES =
            Set.of(
                    "转人工",
                    "转接人工",
                    "人工",
                    "人工客服",
                    "人工服务",
                    "转人工客服",
                    "请转人工",
                    "我要人工",
                    "我要转人工",
                    "human",
                    "agent",
                    "operator",
                    "a human please",
                    "talk to a human",
                    "speak to a human",
                    "talk to an agent",
                    "speak to an agent");

    private static final Pattern ORNAMENTS = Pattern.compile("[\\s\\p{P}]+");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private final SessionId id;
    private final World world;

    WishForPerson(SessionId id, World world) {
        this.id = id;
        this.world = world;
    }

    /** Whether that is all the client says. */
    static boolean isOne(String text) {
        return WISHES.contains(
                ORNAMENTS.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT));
    }

    /** What came of it; empty when the robot's queue sends nobody anywhere. */
    Future<Optional<Message.Text>> grant(Open open, Asked asked) {
        boolean inChinese = HAN.matcher(asked.text()).find();
        return world.directory()
                .findQueue(open.facts().queue())
                .compose(
                        found ->
                                found.map(QueueRules::transferTo)
                                        .map(queue -> join(open, asked, queue, inChinese))
                                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private Future<Optional<Message.Text>> join(
            Open open, Asked asked, QueueId queue, boolean inChinese) {
        return world.views()
                .findSession(id)
                .map(found -> enqueue(open, asked, found.orElse(null)))
                .compose(enqueue -> world.bus().ask(Addresses.queue(queue), enqueue))
                .map(answer -> words(answer, inChinese))
                .recover(failure -> refused(failure, inChinese))
                .map(words -> Optional.of(Message.Text.plain(words)));
    }

    /** The same for a repeated question, so that a client is put in the line once. */
    private Enqueue enqueue(Open open, Asked asked, @Nullable SessionView view) {
        return new Enqueue(
                new CommandId("wish-" + id.value() + "-" + asked.seq()),
                new RequestOrigin(
                        open.facts().client(),
                        view == null ? null : view.token(),
                        null,
                        null,
                        null,
                        open.facts().target(),
                        id,
                        null),
                0);
    }

    private static String words(QueueAnswer answer, boolean inChinese) {
        return switch (answer) {
            case QueueAnswer.Enqueued(_, int position) -> place(position, inChinese);
            case QueueAnswer.AlreadyWaiting(_, int position) -> place(position, inChinese);
            case QueueAnswer.Accepted _, QueueAnswer.AlreadyTalking _, QueueAnswer.Done _ ->
                    inChinese ? "正在为您转接人工客服" : "You are being connected to a person.";
        };
    }

    private static String place(int position, boolean inChinese) {
        int rank = Math.max(1, position);
        return inChinese
                ? "正在为您转接人工客服，您当前排在第" + rank + "位"
                : "You are being connected to a person; your place in the line is " + rank + ".";
    }

    private static Future<String> refused(Throwable failure, boolean inChinese) {
        ErrorCode code = failure instanceof Refusal refusal ? refusal.code() : ErrorCode.INTERNAL;
        return switch (code) {
            case QUEUE_NO_AGENT ->
                    Future.succeededFuture(
                            inChinese ? "抱歉，当前没有人工客服在线" : "Sorry, nobody is there just now.");
            case QUEUE_OFF_HOURS ->
                    Future.succeededFuture(
                            inChinese
                                    ? "抱歉，现在不是人工客服的工作时间"
                                    : "Sorry, this is outside the hours of our staff.");
            default -> Future.failedFuture(failure);
        };
    }
}
