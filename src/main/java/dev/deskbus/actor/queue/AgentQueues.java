package dev.deskbus.actor.queue;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.port.AgentDirectory;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which queues an agent serves, and tells them to look at it again. */
public final class AgentQueues {
    private static final Logger LOG = LoggerFactory.getLogger(AgentQueues.class);

    private final AgentDirectory directory;
    private final Bus bus;
    private final QuietQueues quiet;

    /** By that directory; queues that are quiet are not told. */
    public AgentQueues(AgentDirectory directory, Bus bus, QuietQueues quiet) {
        this.directory = directory;
        this.bus = bus;
        this.quiet = quiet;
    }

    /** Every queue of the agent looks again. A hint: it may be lost. */
    public void touch(AgentId agent) {
        touch(agent, _ -> true);
    }

    /** Every queue of the agent but this one looks again. A hint: it may be lost. */
    public void touchOthers(AgentId agent, QueueId own) {
        touch(agent, queue -> !queue.equals(own));
    }

    private void touch(AgentId agent, Predicate<QueueId> which) {
        directory
                .findAgent(agent)
                .onSuccess(
                        found ->
                                found.stream()
                                        .flatMap(known -> known.queues().stream())
                                        .filter(which)
                                        .forEach(queue -> tell(queue, agent)))
                .onFailure(
                        cause ->
                                LOG.atWarn()
                                        .addKeyValue("agent", agent.value())
                                        .addKeyValue("cause", cause.getMessage())
                                        .log("queues of an agent not told"));
    }

    private void tell(QueueId queue, AgentId agent) {
        if (!quiet.note(queue)) {
            bus.tell(Addresses.queue(queue), new AgentTouched(agent));
        }
    }
}
