package dev.deskbus.gateway.console.admin;

/**
 * The error codes of the admin wire with their words (document; decisions AD-4, AD-6, AD-11). What
 * the document has no number for has that of the TPI wire.
 */
enum AdminCode {
    LOG_IN_AGAIN(-9999, "需要重新登录"),
    TOKEN_UNREADABLE(-31001, "解析token失败"),
    AGENT_UNKNOWN(-31002, "管理员admin_id不存在"),
    AGENT_DISABLED(-31003, "管理员被禁止登录或不存在"),
    GROUP_DISABLED(-31004, "客服组被禁止或不存在"),
    CONTENT_GID(-32101, "gid not null"),
    CONTENT_GROUP(-32102, "group_id not null"),
    READ_GID(-32201, "gid not null"),
    READ_GROUP(-32202, "group_id not null"),
    SEND_GID(-32301, "gid not null"),
    SEND_MSG(-32302, "msg not null"),
    TRANSFER_GID(-32403, "gid not null"),
    TRANSFER_AIX(-32404, "aix not null"),
    JOIN_GID(-34101, "gid not null"),
    LEAVE_GID(-34201, "gid not null"),
    CLOSE_GID(-34301, "gid not null"),
    UNREADABLE(-8, "数据格式错误"),
    PARAMETER(-14, "参数错误"),
    KEY_UNKNOWN(-19, "未知的api_key"),
    BROKEN(-100, "系统错误");

    private final int number;
    private final String words;

    AdminCode(int number, String words) {
        this.number = number;
        this.words = words;
    }

    int number() {
        return number;
    }

    String words() {
        return words;
    }

    AdminFault fault() {
        return new AdminFault(this, words);
    }

    /** The same number, said more exactly. */
    AdminFault because(String why) {
        return new AdminFault(this, why);
    }
}
