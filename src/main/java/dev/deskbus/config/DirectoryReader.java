package dev.deskbus.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.Agent.Role;
import dev.deskbus.domain.directory.Directory;
import dev.deskbus.domain.directory.Directory.Account;
import dev.deskbus.domain.directory.Directory.ServedQueue;
import dev.deskbus.domain.directory.Directory.Staff;
import dev.deskbus.domain.directory.Directory.Tenant;
import dev.deskbus.domain.directory.Password;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.TagSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the directory file, such as {@code conf/demo.yaml}; refuses with every fault at once. The
 * file is untouched by defaults from elsewhere: what it does not say is not so.
 */
public final class DirectoryReader {
    private static final int LARGEST_CAPACITY = 1000;
    private static final int FIRST_ROBOT_TYPE = 100;
    private static final int SHORTEST_API_KEY = 16;

    private final YamlSection root;
    private final List<String> faults;
    private final Names names = new Names();
    private final RobotReader robots = new RobotReader(names);
    private final ToolboxReader toolbox = new ToolboxReader(names);

    private DirectoryReader(YamlSection root, List<String> faults) {
        this.root = root;
        this.faults = faults;
    }

    /** Reads the file and checks everything. */
    public static Directory read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new DirectoryFaults(List.of("cannot read " + file));
        }
    }

    /** The same for the text of a file. */
    static Directory parse(String yaml) {
        List<String> faults = new ArrayList<>();
        JsonNode tree;
        try {
            tree =
                    YAMLMapper.builder()
                            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                            .build()
                            .readTree(yaml);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new DirectoryFaults(
                    List.of("line " + line + " is not YAML: " + e.getOriginalMessage()));
        }
        var reader = new DirectoryReader(YamlSection.root(tree, faults), faults);
        return reader.directory(fingerprint(yaml));
    }

    private Directory directory(String fingerprint) {
        boolean demo = root.flag("demo", false);
        List<Tenant> tenants = tenants();
        List<Agent> agents = new ArrayList<>();
        List<Optional<Password>> passwords = new ArrayList<>();
        root.sections("agents").values().forEach(s -> agent(s, agents, passwords));
        List<ServedQueue> queues = new QueueReader(names).read(root.sections("queues"));
        List<Account> clients = clients();
        var partners = new IntegrationReader(names).read(root.sections("integrations"));
        var knowledge = robots.read(root);
        var tools = toolbox.read(root);
        root.close();
        if (!faults.isEmpty()) {
            throw new DirectoryFaults(faults);
        }
        List<Staff> staff = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            Agent agent = withQueues(agents.get(i), queues);
            staff.add(new Staff(agent, passwords.get(i).orElse(null)));
        }
        return new Directory(
                fingerprint, demo, tenants, staff, queues, clients, partners, knowledge, tools);
    }

    private List<Tenant> tenants() {
        List<Tenant> found = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        Map<String, YamlSection> sections = root.sections("tenants");
        sections.forEach(
                (name, section) -> {
                    long bid = section.number("bid", 1, Integer.MAX_VALUE);
                    List<RatingOption> ratings = RatingReader.read(section);
                    Integer maxBusy =
                            section.has("max-busy")
                                    ? (int) section.number("max-busy", 0, Integer.MAX_VALUE)
                                    : null;
                    Password apiKey =
                            section.has("api-key") ? new Password(section.text("api-key")) : null;
                    if (apiKey != null && apiKey.value().length() < SHORTEST_API_KEY) {
                        section.fault("api-key", "must have at least 16 characters");
                    }
                    TagSet tags = ToolboxReader.tags(section);
                    section.close();
                    if (section.isSound() && !taken.add(bid)) {
                        section.fault("bid", bid + " is taken by another tenant");
                    }
                    names.addTenant(name, section.isSound() ? new TenantId(bid) : null);
                    if (section.isSound()) {
                        found.add(new Tenant(new TenantId(bid), name, ratings, maxBusy, apiKey));
                        toolbox.add(new TenantId(bid), tags);
                    }
                });
        return found;
    }

    private void agent(YamlSection s, List<Agent> agents, List<Optional<Password>> passwords) {
        Optional<TenantId> tenant = names.tenant(s);
        Role role = s.choice("role", Role.class, Role.AGENT);
        boolean robot = role == Role.ROBOT;
        long number = robot ? 0 : s.number("number", 1, Integer.MAX_VALUE);
        String name = s.text("name");
        String alias = s.text("alias", "");
        String icon = s.text("icon", "");
        String comments = s.text("comments", "");
        long capacity = robot ? 0 : s.number("capacity", 0, LARGEST_CAPACITY);
        boolean enabled = s.flag("enabled", true);
        Optional<Password> password =
                robot ? Optional.empty() : Optional.of(new Password(s.text("password")));
        long robotType = robot ? s.number("robot-type", FIRST_ROBOT_TYPE, Integer.MAX_VALUE) : 0;
        Optional<YamlSection> profile = robots.findProfile(s, robot);
        s.close();
        names.addAgent(s, number, robot);
        profile.ifPresent(section -> robots.add(s, section));
        if (s.isSound() && tenant.isPresent()) {
            agents.add(
                    new Agent(
                            new AgentId(s.name()),
                            tenant.get(),
                            number,
                            name,
                            alias,
                            icon,
                            comments,
                            role,
                            (int) capacity,
                            enabled,
                            (int) robotType,
                            List.of()));
            passwords.add(password);
        }
    }

    private List<Account> clients() {
        List<Account> found = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (YamlSection s : root.list("clients")) {
            Optional<TenantId> tenant = names.tenant(s);
            String login = s.text("login");
            String name = s.text("name", "");
            String portrait = s.text("portrait", "");
            Password password = new Password(s.text("password"));
            Optional<AgentId> owner =
                    s.has("owner")
                            ? names.colleague(s, "owner", s.text("owner"))
                            : Optional.empty();
            s.close();
            if (s.isSound() && !taken.add(s.text("tenant") + "/" + login)) {
                s.fault("login", login + " is taken by another client");
            }
            if (s.isSound() && tenant.isPresent()) {
                found.add(
                        new Account(
                                tenant.get(), login, name, portrait, password, owner.orElse(null)));
            }
        }
        return found;
    }

    private static Agent withQueues(Agent agent, List<ServedQueue> queues) {
        List<QueueId> served =
                queues.stream()
                        .filter(queue -> queue.members().contains(agent.id()))
                        .map(queue -> queue.rules().id())
                        .toList();
        return new Agent(
                agent.id(),
                agent.tenant(),
                agent.number(),
                agent.name(),
                agent.alias(),
                agent.icon(),
                agent.comments(),
                agent.role(),
                agent.capacity(),
                agent.enabled(),
                agent.robotType(),
                served);
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
