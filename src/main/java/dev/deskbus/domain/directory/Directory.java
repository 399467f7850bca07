package dev.deskbus.domain.directory;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.TagSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everybody and everything that conversations need, without a fault: no two share a number, and
 * whatever is named is there.
 *
 * @param fingerprint of the file's text: the same file, the same fingerprint
 * @param demo whether everybody may know the passwords; they are shown at start then
 */
public record Directory(
        String fingerprint,
        boolean demo,
        List<Tenant> tenants,
        List<Staff> agents,
        List<ServedQueue> queues,
        List<Account> clients,
        List<Partner> integrations,
        Knowledge knowledge,
        Toolbox toolbox) {
    public Directory {
        tenants = List.copyOf(tenants);
        agents = List.copyOf(agents);
        queues = List.copyOf(queues);
        clients = List.copyOf(clients);
        integrations = List.copyOf(integrations);
    }

    /**
     * A tenant and the ratings that its clients may give.
     *
     * @param maxBusy how many of its agents may be busy at once (KF-13); null for any number
     * @param apiKey with which its servers call us (KF-32); null for none
     */
    public record Tenant(
            TenantId id,
            String name,
            List<RatingOption> ratings,
            @Nullable Integer maxBusy,
            @Nullable Password apiKey) {
        public Tenant {
            ratings = List.copyOf(ratings);
        }
    }

    /** An agent; a robot has no password. */
    public record Staff(Agent agent, @Nullable Password password) {}

    /** A queue and the agents that serve it. */
    public record ServedQueue(QueueRules rules, List<AgentId> members) {
        public ServedQueue {
            members = List.copyOf(members);
        }
    }

    /**
     * A client with a password.
     *
     * @param owner who serves it in dedicated queues; null leaves whoever does so now
     */
    public record Account(
            TenantId tenant,
            String loginName,
            String name,
            String portrait,
            Password password,
            @Nullable AgentId owner) {}

    /**
     * A third-party system; exactly one is the default (decision G-14).
     *
     * @param account its WeChat service account; null when nothing is said of one
     */
    public record Partner(
            Integration integration, boolean isDefault, @Nullable AccountRules account) {}

    /** What robots know; one without a profile answers the usual way. */
    public record Knowledge(List<RobotProfile> robots, List<Faq> faq) {
        public Knowledge {
            robots = List.copyOf(robots);
            faq = List.copyOf(faq);
        }
    }

    /** What agents have at hand. */
    public record Toolbox(List<SharedReply> replies, List<Tagging> tagging) {
        public Toolbox {
            replies = List.copyOf(replies);
            tagging = List.copyOf(tagging);
        }
    }

    /** A canned reply of a whole tenant; no two of a tenant share a shortcut. */
    public record SharedReply(TenantId tenant, ReplyDraft words) {}

    /** Which tags the agents of a tenant give. */
    public record Tagging(TenantId tenant, TagSet tags) {}

    /** A frequent question; nobody is given the answer while it is not enabled. */
    public record Faq(FaqEntry entry, boolean enabled) {}
}
