package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.CannedReply;
import dev.deskbus.domain.tools.ReplyDraft;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canned replies of tenants and of their agents. */
public interface CannedReplies {
    /** The most that one agent may have of its own. */
    int MOST_OWN = 500;

    /** The most that one tenant may have for all, those of the directory file among them. */
    int MOST_SHARED = 2000;

    /**
     * Those that an agent sees, its own and its tenant's, by folder and shortcut; one more than a
     * page holds when there are more.
     */
    Future<List<CannedReply>> find(TenantId tenant, AgentId agent, Selection selection);

    /** One that the agent sees; {@code REPLY_UNKNOWN} for any other. */
    Future<CannedReply> get(TenantId tenant, AgentId agent, long id);

    /**
     * A new one; {@code REPLY_TAKEN} when its owner has that shortcut, {@code LIMIT_REACHED} when
     * it has the most.
     *
     * @param owner null for one of the whole tenant
     */
    Future<CannedReply> add(TenantId tenant, @Nullable AgentId owner, ReplyDraft words);

    /** Other words for that reply, which stays where it is; {@code REPLY_TAKEN} as above. */
    Future<CannedReply> change(CannedReply reply, ReplyDraft words);

    /** Nobody has it any more. */
    Future<Void> remove(CannedReply reply);

    /**
     * Which of them.
     *
     * @param prefix what the shortcut or the title begins with, in any letter case; empty for all
     * @param folder null for all; empty for those that lie in none
     * @param page from 1
     */
    record Selection(String prefix, @Nullable String folder, int page, int pageSize) {}
}
