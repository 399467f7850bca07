package dev.deskbus.actor.queue;

import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.ChatQueue;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueCommand.AddPreMessage;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.DropForsaken;
import dev.deskbus.domain.queue.QueueCommand.EndDeserted;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueCommand.LineChanged;
import dev.deskbus.domain.queue.QueueCommand.RefreshAgents;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.QueueCommand.Tick;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.Step;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.DatabaseClock;
import dev.deskbus.port.Fence;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows one queue. A command is answered as soon as its own statement is committed; then, before
 * the next command, whatever can be given away is given away and shown, one statement at a time.
 */
public final class QueueActor extends Actor<QueueCommand, QueueAnswer> {
    private static final Logger LOG = LoggerFactory.getLogger(QueueActor.class);

    /** Then commands have their turn before the rest is given away. */
    private static final int GIVEN_AT_ONCE = 64;

    private final QueueId id;
    private final World world;
    private final QueueLine line;
    private final Whereabouts whereabouts;
    private final Joining joining;
    private Future<?> settled = Future.succeededFuture();
    private boolean stopping;

    /** What a queue needs from outside. */
    public record World(
            QueueStore store,
            ConversationViews views,
            AgentDirectory directory,
            IdSource ids,
            Bus bus,
            DatabaseClock clock,
            QuietQueues quiet) {}

    /** The actor of the queue whose state was loaded. */
    public QueueActor(QueueState state, Fence fence, World world) {
        super(Addresses.queue(state.rules().id()));
        this.id = state.rules().id();
        this.world = world;
        this.line = new QueueLine(state, fence, world);
        this.whereabouts = new Whereabouts(line, world.store());
        this.joining = new Joining(line, world, whereabouts);
    }

    @Override
    protected Future<QueueAnswer> receive(QueueCommand command) {
        Future<QueueAnswer> answer =
                settled.onSuccess(_ -> wake())
                        .compose(_ -> line.upToDate())
                        .compose(_ -> obey(command));
        settled = answer.transform(_ -> settle());
        return answer;
    }

    /** What has changed while nobody waited is looked at before it matters. */
    private void wake() {
        if (world.quiet().end(id)) {
            line.overlook();
        }
    }

    private void rest() {
        boolean isSure = !stopping && !line.isFenced() && !line.isStale();
        if (isSure && line.state().line().isEmpty()) {
            world.quiet().begin(id);
        }
    }

    /**
     * Also lets the step that follows the command at work finish; the rest is for the next owner.
     */
    @Override
    public Future<?> stop() throws Exception {
        stopping = true;
        return super.stop().eventually(() -> settled).onComplete(_ -> world.quiet().end(id));
    }

    private Future<QueueAnswer> obey(QueueCommand command) {
        return switch (command) {
            case Enqueue enqueue -> joining.enqueue(enqueue);
            case Cancel cancel -> cancel(cancel);
            case AddPreMessage adding -> add(adding);
            case Claim claim -> line.lookIfOld().compose(_ -> claim(claim));
            case Refuse refuse -> refuse(refuse);
            case AgentTouched _ -> touched().map(_ -> new Done());
            case RefreshAgents _, DropForsaken _, EndDeserted _ ->
                    line.writeAll(ChatQueue.decide(line.state(), command, line.step()))
                            .map(_ -> new Done());
            case LineChanged() -> line.readAgain().map(_ -> new Done());
            case Tick tick -> tick(tick).map(_ -> new Done());
        };
    }

    /** An agent of many queues is looked at by those in which somebody waits. */
    private Future<?> touched() {
        if (line.state().line().isEmpty()) {
            line.overlook();
            return Future.succeededFuture();
        }
        return line.look();
    }

    private Future<QueueAnswer> cancel(Cancel command) {
        return waits(command.request())
                ? line.write(ChatQueue.cancel(line.state(), command))
                        .compose(written -> done(written, () -> whereabouts.cancel(command)))
                : whereabouts.cancel(command);
    }

    private Future<QueueAnswer> add(AddPreMessage command) {
        Optional<SessionId> talk =
                ChatQueue.find(line.state(), command.request())
                        .filter(waiting -> waiting.origin().client().equals(command.client()))
                        .flatMap(waiting -> Optional.ofNullable(waiting.origin().session()));
        return talk.isPresent()
                ? Future.succeededFuture(new Accepted(talk.get())) // to be said there
                : keep(command);
    }

    private Future<QueueAnswer> keep(AddPreMessage command) {
        return waits(command.request())
                ? line.write(ChatQueue.add(line.state(), command))
                        .compose(written -> done(written, () -> whereabouts.add(command)))
                : whereabouts.add(command);
    }

    private Future<QueueAnswer> refuse(Refuse command) {
        return waits(command.request())
                ? line.writeAll(ChatQueue.decide(line.state(), command, line.step()))
                        .map(_ -> new Done())
                : whereabouts.refuse(command);
    }

    private Future<QueueAnswer> claim(Claim command) {
        return waits(command.request())
                ? lookingTwice(() -> ChatQueue.claim(line.state(), command, line.now()))
                        .compose(line::assign)
                        .compose(result -> claimed(command, result))
                : whereabouts.claim(command);
    }

    private Future<QueueAnswer> claimed(Claim command, Assigning result) {
        return switch (result) {
            case Assigning.Assigned(var session, _, _, _) ->
                    Future.succeededFuture(new Accepted(session));
            case Assigning.HandedOver(var session, _) ->
                    Future.succeededFuture(new Accepted(session));
            case Assigning.AgentFull() ->
                    Future.failedFuture(
                            new Refusal(ErrorCode.AGENT_FULL, "the agent has no free slot"));
            case Assigning.NothingToHandOver(), Assigning.NotWaiting() ->
                    whereabouts.claim(command);
            case Assigning.Fenced() -> Future.failedFuture(QueueLine.moved());
        };
    }

    /** What a queue has seen of its agents may be old: before it refuses, it looks. */
    private <T> Future<T> lookingTwice(Supplier<T> decision) {
        try {
            return Future.succeededFuture(decision.get());
        } catch (Refusal refusal) {
            return line.look().map(_ -> decision.get());
        }
    }

    private Future<?> tick(Tick command) {
        return findStrays()
                .compose(
                        _ ->
                                line.state().line().isEmpty()
                                        ? Future.succeededFuture()
                                        : tickAll(command));
    }

    /** A session was given back and nobody told. */
    private Future<?> findStrays() {
        return world.store()
                .findGivenBack(id)
                .compose(
                        requests ->
                                requests.stream().allMatch(this::waits)
                                        ? Future.succeededFuture()
                                        : line.readAgain());
    }

    private Future<?> tickAll(Tick command) {
        return line.look()
                .compose(_ -> dropForsaken())
                .compose(_ -> endDeserted())
                .compose(_ -> giveAway(GIVEN_AT_ONCE))
                .compose(_ -> line.writeAll(ChatQueue.decide(line.state(), command, line.step())))
                .compose(_ -> line.tellPositions());
    }

    /** Asked only where somebody can be forsaken. */
    private Future<?> dropForsaken() {
        Duration abandonAfter = line.state().rules().ending().abandonAfter();
        boolean handsOver =
                line.state().line().stream()
                        .anyMatch(waiting -> waiting.origin().session() != null);
        return abandonAfter.isPositive() || handsOver
                ? world.store()
                        .findForsaken(id, abandonAfter)
                        .compose(
                                forsaken ->
                                        line.writeAll(
                                                ChatQueue.decide(
                                                        line.state(),
                                                        new DropForsaken(forsaken),
                                                        line.step())))
                : Future.succeededFuture();
    }

    /** Asked only where that ends anything, and nobody is seen. */
    private Future<?> endDeserted() {
        Duration since = line.state().rules().ending().desertedAfter();
        boolean isAnybodyThere =
                line.state().agents().values().stream().anyMatch(AgentView::present);
        return since.isPositive() && !isAnybodyThere
                ? world.store()
                        .isDeserted(id, since)
                        .compose(
                                isDeserted ->
                                        isDeserted
                                                ? line.writeAll(
                                                        ChatQueue.decide(
                                                                line.state(),
                                                                new EndDeserted(since),
                                                                line.step()))
                                                : Future.succeededFuture())
                : Future.succeededFuture();
    }

    /** Gives away what can be given and shows what waits. Never fails. */
    private Future<?> settle() {
        if (line.isFenced()) {
            return Future.succeededFuture();
        }
        return line.upToDate()
                .compose(_ -> giveAway(GIVEN_AT_ONCE))
                .onSuccess(_ -> line.announce())
                .onFailure(this::warn)
                .transform(_ -> Future.succeededFuture())
                .onSuccess(_ -> rest());
    }

    private Future<?> giveAway(int left) {
        if (stopping || line.isStale() || ChatQueue.match(line.state(), line.step()).isEmpty()) {
            return Future.succeededFuture();
        }
        if (left == 0) {
            world.bus().tell(Addresses.queue(id), new Tick());
            return Future.succeededFuture();
        }
        return world.ids()
                .next()
                .compose(fresh -> give(new Step(line.now(), fresh)))
                .compose(_ -> giveAway(left - 1));
    }

    private Future<?> give(Step step) {
        return line.writeAll(ChatQueue.match(line.state(), step).stream().toList());
    }

    private boolean waits(RequestId request) {
        return ChatQueue.find(line.state(), request).isPresent();
    }

    private static Future<QueueAnswer> done(
            Written written, Supplier<Future<QueueAnswer>> onConflict) {
        return switch (written) {
            case STORED -> Future.succeededFuture(new Done());
            case CONFLICT -> onConflict.get();
            case FENCED -> Future.failedFuture(QueueLine.moved());
        };
    }

    private void warn(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("queue", id.value())
                .addKeyValue("cause", cause.getMessage())
                .log("nothing given away for now");
    }
}
