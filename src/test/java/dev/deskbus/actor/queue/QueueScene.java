package dev.deskbus.actor.queue;

import static dev.deskbus.domain.queue.QueueFixture.request;

import dev.deskbus.actor.FakeDirectory;
import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.Stage;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueCommand.AddPreMessage;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueFixture;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.Mode;
import dev.deskbus.domain.queue.QueueRules.Policy;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.SessionKind;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Queue 1 on a stage; fresh ids are 101, 102, … */
abstract class QueueScene {
    static final Address<QueueCommand, QueueAnswer> QUEUE = Addresses.queue(new QueueId(1));
    static final QueueRules AUTOMATIC = QueueFixture.RULES;
    static final QueueRules PULL =
            QueueFixture.rules(SessionKind.HUMAN, Mode.PULL, Policy.LONGEST_IDLE, WhenNoAgent.WAIT);
    static final CallbackTarget TARGET =
            new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:1/x", "demo");
    static final Message HI = Message.Text.plain("hi");

    final FakeQueueStore store = new FakeQueueStore();
    final FakeViews views = new FakeViews();
    final QuietQueues quiet = new QuietQueues();
    final AtomicLong ids = new AtomicLong(100);
    Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    QueueActor.World world() {
        return new QueueActor.World(
                store,
                views,
                new FakeDirectory(),
                () -> Future.succeededFuture(ids.incrementAndGet()),
                stage.bus,
                () -> stage.now,
                quiet);
    }

    /** The line as given; the database knows the same agents. */
    void begin(QueueState state) {
        store.agents = List.copyOf(state.agents().values());
        stage.deploy(new QueueActor(state, Stage.FENCE, world()));
    }

    void begin(QueueRules rules, AgentView... agents) {
        begin(QueueFixture.empty(rules, agents));
    }

    QueueAnswer ask(QueueCommand command) {
        return stage.ask(QUEUE, command);
    }

    /** The same, and whatever follows from it is done. */
    QueueAnswer askAndSettle(QueueCommand command) {
        QueueAnswer answer = ask(command);
        settle();
        return answer;
    }

    /** The answer to anything comes only when what followed from the last command is done. */
    void settle() {
        stage.askRefused(QUEUE, cancel(9999, "x"), ErrorCode.REQUEST_UNKNOWN);
    }

    static Enqueue enqueue(String client) {
        return new Enqueue(new CommandId("cmd-" + client), QueueFixture.origin(client, TARGET), 0);
    }

    static Cancel cancel(long request, String client) {
        return new Cancel(request(request), new ClientId(client));
    }

    static Claim claim(long request, AgentId agent) {
        return new Claim(request(request), agent);
    }

    static AddPreMessage add(long request, String client, String key) {
        return new AddPreMessage(
                request(request), new ClientId(client), HI, new MessageKey(key, null), null, null);
    }

    static Refusal down() {
        return new Refusal(ErrorCode.UNAVAILABLE, "no disk");
    }
}
