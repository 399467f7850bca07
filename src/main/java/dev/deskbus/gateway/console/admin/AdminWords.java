package dev.deskbus.gateway.console.admin;

/** What people at an admin console read (decision AD-25). */
final class AdminWords {
    static final String NO_TALK = "没有与该用户的会话";
    static final String NO_GUEST = "用户不存在";
    static final String NO_GROUP = "客服组不存在或无权限";
    static final String CALL_TYPE = "call_type错误";
    static final String FILE_TYPE = "file_type错误";
    static final String MSG = "msg格式错误";
    static final String PAGE = "page_index和page_size从1开始";
    static final String STATUS = "status只能为0或1";
    static final String NO_AGENT = "客服不存在";
    static final String AGENT_OFFLINE = "客服不在线";
    static final String AGENT_FULL = "客服接待已满";
    static final String SELF = "不能转接给自己";
    static final String NOT_NOW = "该会话现在不能转接";
    static final String OTHER_AGENT = "该连接已登录其他管理员";
    static final String GOODS = "[商品] ";
    static final String ORDER = "[订单] ";

    private AdminWords() {}
}
