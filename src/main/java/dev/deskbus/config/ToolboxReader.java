package dev.deskbus.config;

import dev.deskbus.domain.directory.Directory.SharedReply;
import dev.deskbus.domain.directory.Directory.Tagging;
import dev.deskbus.domain.directory.Directory.Toolbox;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.ReplyDraft;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.domain.tools.TagSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the directory file gives agents: {@code tags} and {@code free-tags} of a tenant, and canned
 * replies under {@code replies}, each by its shortcut or with one of its own. There need not be
 * any.
 */
final class ToolboxReader {
    private static final String REPLIES = "replies";
    private static final String TAGS = "tags";

    private final Names names;
    private final List<Tagging> tagging = new ArrayList<>();

    ToolboxReader(Names names) {
        this.names = names;
    }

    /** The tags that a tenant's section names. */
    static TagSet tags(YamlSection tenant) {
        List<Tag> tags = new ArrayList<>();
        for (String name : tenant.texts(TAGS)) {
            try {
                tags.add(new Tag(name));
            } catch (Refusal refusal) {
                tenant.fault(TAGS, String.valueOf(refusal.getMessage()));
            }
        }
        return new TagSet(tags, tenant.flag("free-tags", false));
    }

    void add(TenantId tenant, TagSet tags) {
        tagging.add(new Tagging(tenant, tags));
    }

    /** The tags added so far, and the replies under {@code replies}. */
    Toolbox read(YamlSection root) {
        List<SharedReply> replies = new ArrayList<>();
        if (root.has(REPLIES)) {
            Set<String> taken = new HashSet<>();
            root.sections(REPLIES)
                    .values()
                    .forEach(section -> reply(section, taken).ifPresent(replies::add));
        }
        return new Toolbox(replies, tagging);
    }

    private Optional<SharedReply> reply(YamlSection s, Set<String> taken) {
        Optional<TenantId> tenant = names.tenant(s);
        String shortcut = s.text("shortcut", s.name());
        String folder = s.text("folder", "");
        String title = s.text("title", "");
        String text = s.text("text");
        s.close();
        if (!s.isSound() || tenant.isEmpty()) {
            return Optional.empty();
        }
        try {
            ReplyDraft words = new ReplyDraft(folder, shortcut, title, text);
            if (!taken.add(tenant.get().value() + "/" + words.shortcut())) {
                s.fault("shortcut", words.shortcut() + " is taken by another reply");
            }
            return Optional.of(new SharedReply(tenant.get(), words));
        } catch (Refusal refusal) {
            s.fault(String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }
}
