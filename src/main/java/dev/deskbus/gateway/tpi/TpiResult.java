package dev.deskbus.gateway.tpi;

/** What {@code result} may be, spelled as in the document (decision G-7), with words for people. */
public enum TpiResult {
    SUCCESS(1, "success", "success"),
    REQUEST_ALREADY_IN_ROULTING(-1, "您已在排队中，请耐心等待", "you are waiting already"),
    ALREADY_IN_CHATTING(-2, "您已在会话中", "you are talking already"),
    NOT_IN_WORKTIME(-3, "当前不是工作时间", "outside working hours"),
    INVAILD_SKILLGROUP(-4, "队列不存在", "no such queue"),
    NO_AGENT_ONLINE(-5, "当前没有坐席在线", "no agent is online"),
    INVAILD_CLIENT_ID(-6, "客户不存在", "no such client"),
    INVAILD_QUEUE_ID(-7, "队列不存在", "no such queue"),
    REQUEST_ERROR(-8, "请求内容无法解析", "the request cannot be read"),
    INVAILD_TO_USER_ID(-9, "指定的坐席不存在或不在线", "that agent does not exist or is not online"),
    INVAILD_CHAT_REQUEST_ID(-10, "聊天请求不存在", "no such chat request"),
    INVAILD_CHAT_SESSION_ID(-11, "会话不存在或已结束", "no such session, or it is over"),
    INVAILD_MESSAGE_TYPE(-12, "消息类型错误", "no such kind of message"),
    UPLOAD_FILE_FAILED(-13, "上传文件失败", "the upload failed"),
    INVAILD_PARAMETER(-14, "参数错误", "a parameter is wrong"),
    INVAILD_TOKEN(-15, "登录已失效，请重新登录", "the token is not valid, log in again"),
    INVAILD_FILE_EXTENSION(-16, "不允许的文件类型", "files of this type are not allowed"),
    EMPTY_MESSAGE(-17, "消息内容为空", "the message is empty"),
    INVAILD_SESSION_TYPE(-18, "会话类型不符", "the session is of another type"),
    INVAILD_REQUEST_TYPE(-19, "请求类型错误", "no such type of request"),
    INVAILD_LOGINNAME_OR_PASSWORD(-20, "用户名或密码错误", "wrong login name or password"),
    INVAILD_FILE_SIZE(-21, "文件过大", "the file is too large"),
    UPLOAD_IMAGE_FAILED(-22, "图片存储失败", "the picture could not be stored"),
    UPLOAD_VOICE_FAILED(-23, "语音存储失败", "the voice could not be stored"),
    INVAILD_SIGN(-30, "签名错误或来源未获许可", "wrong signature, or the caller is not allowed"),
    ALREADY_IN_OTHER_CHATTING(-32, "该客户已在其他会话中", "that client is in another chat already"),
    INVAILD_MESSAGE_ID(-33, "消息ID错误", "the message id is wrong"),
    INTERNAL_ERROR(-100, "内部错误，请联系管理员", "internal error, tell the administrator");

    private final int number;
    private final String chinese;
    private final String english;

    TpiResult(int number, String chinese, String english) {
        this.number = number;
        this.chinese = chinese;
        this.english = english;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** What it means, in that language. */
    String words(Language language) {
        return language.pick(chinese, english);
    }
}
