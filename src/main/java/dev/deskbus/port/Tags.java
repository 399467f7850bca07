package dev.deskbus.port;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import io.vertx.core.Future;
import java.util.List;

/** Tags on clients and on sessions. Subjects must be the tenant's: {@link Histories#require}. */
public interface Tags {
    /** The most that may be on one client, or on one session. */
    int MOST = 20;

    /** Which tags may be given. */
    Future<TagSet> getSet(TenantId tenant);

    /** Those on a session; or those on a client and on whom it was before it was known. By name. */
    Future<List<Tag>> find(TenantId tenant, Subject subject);

    /** The tag is there from now on; {@code LIMIT_REACHED} when there are the most. */
    Future<Void> add(TenantId tenant, Subject subject, Tag tag, AgentId by);

    /** The tag is not there from now on. */
    Future<Void> remove(TenantId tenant, Subject subject, Tag tag);
}
