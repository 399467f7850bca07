package dev.deskbus.domain.robot;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question that is asked often, and its answer.
 *
 * @param id of the tenant's own, such as {@code opening-hours}
 * @param robot the only robot that gives this answer; null for all of the tenant
 * @param alternatives other ways to ask the same
 */
public record FaqEntry(
        String id,
        TenantId tenant,
        @Nullable AgentId robot,
        String question,
        List<String> alternatives,
        Message.Text answer) {
    public FaqEntry {
        alternatives = List.copyOf(alternatives);
    }

    /** Every way to ask it. */
    public List<String> questions() {
        return Stream.concat(Stream.of(question), alternatives.stream()).toList();
    }
}
