package dev.deskbus.gateway.wechat;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a host can call; the name stands in the path, in whatever case (decision WX-2). */
enum WeChatCall {
    CREATE("createcon"),
    MESSAGE("getmsg"),
    CLOSE("closecon"),
    RATE("ratesession"),
    TRANSFER("transferCon"),
    CANCEL("cancelRequest"),
    QUEUE_LENGTH("getQueueLength"),
    PULSE("pulse");

    private final String path;

    WeChatCall(String path) {
        this.path = path;
    }

    /** A regular expression of all their paths. */
    static String paths() {
        return Arrays.stream(values())
                .map(call -> call.path)
                .collect(Collectors.joining("|", "(?i)/(?:webchat|EliteWebChat)/(?:", ")\\.do"));
    }

    /** The one at the end of a path that fits {@link #paths}. */
    static WeChatCall of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        return Arrays.stream(values())
                .filter(call -> call.path.equalsIgnoreCase(name))
                .findAny()
                .orElseThrow();
    }
}
