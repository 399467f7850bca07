package dev.deskbus.port;

/** What agents have at hand beside the conversation. */
public record AgentTools(
        CannedReplies replies,
        Notes notes,
        Tags tags,
        Histories histories,
        TranscriptSearch search) {}
