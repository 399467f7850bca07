package dev.deskbus.gateway.console;

import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Bus.Subscription;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one console hears of: its agent, the agent's tenant and its queues. */
final class Subscriptions {
    private final Bus bus;
    private final Consumer<ConsoleEvent> listener;
    private final List<Subscription> subscriptions = new ArrayList<>();

    Subscriptions(Bus bus, Consumer<ConsoleEvent> listener) {
        this.bus = bus;
        this.listener = listener;
    }

    void begin(Agent agent) {
        add(Topic.agent(agent.id()));
        add(Topic.tenant(agent.tenant()));
        agent.queues().forEach(queue -> add(Topic.queue(queue)));
    }

    void end() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    private void add(Topic<ConsoleEvent> topic) {
        subscriptions.add(bus.subscribe(topic, listener));
    }
}
