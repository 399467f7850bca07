package dev.deskbus.gateway.wechat;

/**
 * What {@code result} may be on this wire, spelled as in its document (decisions G-7, WX-3), and
 * three numbers that only the other documents have (decision WX-4), with words for people.
 */
enum WeChatResult {
    SUCCESS(1, "ok"),
    REQUEST_ALREADY_IN_ROULTING(-1, "您已在排队中，请耐心等待"),
    ALREADY_IN_CHATTING(-2, "您已在会话中"),
    NOT_IN_WORKTIME(-3, "当前不是工作时间"),
    INVAILD_SKILLGROUP(-4, "队列不存在"),
    NO_AGENT_ONLINE(-5, "当前没有坐席在线"),
    INVAILD_TO_USER_ID(-9, "指定的坐席不存在或不在线"),
    NO_SERVED_AGENT_FOUND(-10, "没有找到专属坐席"),
    INTERNAL_ERROR(-100, "内部错误，请联系管理员"),

    REQUEST_ERROR(-8, "请求内容无法解析"),
    INVAILD_CHAT_SESSION_ID(-11, "会话不存在或已结束"),
    INVAILD_MESSAGE_TYPE(-12, "消息类型错误"),
    INVAILD_SIGN(-30, "签名错误或来源未获许可");

    private final int number;
    private final String words;

    WeChatResult(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /** The number on the wire. */
    int number() {
        return number;
    }

    /** What it means. */
    String words() {
        return words;
    }
}
