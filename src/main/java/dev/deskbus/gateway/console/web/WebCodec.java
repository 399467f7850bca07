package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.console.web.WebRequests.InSession.Deed;
import dev.deskbus.gateway.http.Fields;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests: a verb and a body. Pure. */
final class WebCodec {
    static final String LOGIN = "login";

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TOKEN = 4096;
    private static final int MOST_SESSIONS = 256;
    private static final int LAST_PAGE = 1_000_000;
    private static final int USUAL_PAGE_SIZE = 20;
    private static final int LARGEST_PAGE_SIZE = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private WebCodec() {}

    /** What the verb asks for; empty for one that nobody knows. */
    static Optional<WebRequests> decode(String verb, Fields body) {
        WebRequests request =
                switch (verb) {
                    case LOGIN -> login(body);
                    case "logout" -> new WebRequests.Logout();
                    case "resume" -> new WebRequests.Resume(has(body));
                    case "state" -> new WebRequests.GetState();
                    case "status" -> new WebRequests.SetStatus(status(body));
                    case "auto_accept" -> new WebRequests.SetAutoAccept(on(body));
                    case "pause" -> new WebRequests.SetPaused(on(body));
                    case "accept" -> new WebRequests.Accept(request(body));
                    case "reject" -> new WebRequests.Reject(request(body));
                    case "agents" -> new WebRequests.GetAgents();
                    case "sessions" -> new WebRequests.GetSessions(findAgent(body));
                    case "record" -> record(body);
                    case "force_status" ->
                            new WebRequests.ForceStatus(agent(body, "agent"), status(body));
                    case String _ -> inSession(verb, body);
                };
        return Optional.ofNullable(request);
    }

    private static @Nullable WebRequests inSession(String verb, Fields body) {
        return switch (verb) {
            case "say" ->
                    new WebRequests.Say(
                            session(body), message(body), body.findId("client_msg_id", LONGEST_ID));
            case "transfer" -> transfer(body);
            case "invite" -> new WebRequests.Invite(session(body), agent(body, "agent"));
            case "note" -> new WebRequests.Note(session(body), body.requireText("text"), false);
            case "whisper" -> new WebRequests.Note(session(body), body.requireText("text"), true);
            case "revoke" -> new WebRequests.Revoke(session(body), seq(body));
            case "edit" -> new WebRequests.Edit(session(body), seq(body), message(body));
            case String _ ->
                    deed(verb)
                            .map(deed -> new WebRequests.InSession(session(body), deed))
                            .orElse(null);
        };
    }

    private static Optional<Deed> deed(String verb) {
        for (Deed deed : Deed.values()) {
            if (deed.name().toLowerCase(Locale.ROOT).equals(verb)) {
                return Optional.of(deed);
            }
        }
        return Optional.empty();
    }

    /** The last login wins, unless it says otherwise: a browser that comes back is no stranger. */
    static WebRequests.Login login(Fields body) {
        return new WebRequests.Login(
                body.textOrEmpty("token", LONGEST_TOKEN),
                body.textOrEmpty("ticket", LONGEST_ID),
                !body.has("force") || body.isSet("force"));
    }

    private static Map<SessionId, Long> has(Fields body) {
        Map<SessionId, Long> has = new HashMap<>();
        if (!body.has("sessions")) {
            return has;
        }
        Fields sessions = body.requireObject("sessions");
        Iterator<String> names = sessions.copy().fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!NUMBER.matcher(name).matches() || has.size() == MOST_SESSIONS) {
                throw invalid("sessions must hold at most 256 numbers by session");
            }
            has.put(new SessionId(Long.parseLong(name)), Math.max(0, sessions.requireLong(name)));
        }
        return has;
    }

    private static WebRequests.Transfer transfer(Fields body) {
        String to = body.findId("to", LONGEST_ID);
        String queue = body.findId("queue", LONGEST_ID);
        if (to != null && queue != null) {
            throw invalid("either to or queue");
        }
        return new WebRequests.Transfer(
                session(body),
                to == null ? null : new AgentId(to),
                queue == null ? null : new QueueId(body.requirePositive("queue")));
    }

    private static WebRequests.GetRecord record(Fields body) {
        long page = body.longOr("page", 1);
        long size = body.longOr("page_size", USUAL_PAGE_SIZE);
        if (page < 1 || page > LAST_PAGE || size < 1) {
            throw invalid("page and page_size count from 1");
        }
        return new WebRequests.GetRecord(
                new ClientId(body.requireId("client", LONGEST_ID)),
                (int) page,
                (int) Math.min(size, LARGEST_PAGE_SIZE));
    }

    private static Message message(Fields body) {
        return WebMessages.decode(body.requireObject("message"));
    }

    private static SessionId session(Fields body) {
        return new SessionId(body.requirePositive("session"));
    }

    private static RequestId request(Fields body) {
        return new RequestId(body.requirePositive("request"));
    }

    private static long seq(Fields body) {
        return body.requirePositive("seq");
    }

    private static AgentId agent(Fields body, String name) {
        return new AgentId(body.requireId(name, LONGEST_ID));
    }

    private static @Nullable AgentId findAgent(Fields body) {
        String agent = body.findId("agent", LONGEST_ID);
        return agent == null ? null : new AgentId(agent);
    }

    private static AgentStatus status(Fields body) {
        String word = body.requireText("status", LONGEST_ID);
        for (AgentStatus status : AgentStatus.values()) {
            if (WebCards.status(status).equals(word)) {
                return status;
            }
        }
        throw invalid("status must be offline, online, busy or away");
    }

    private static boolean on(Fields body) {
        if (!body.has("on")) {
            throw invalid("on is missing");
        }
        return body.isSet("on");
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
