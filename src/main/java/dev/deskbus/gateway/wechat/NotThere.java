package dev.deskbus.gateway.wechat;

/** What a host says that it has not, or not yet. */
final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotThere(String why) {
        super(why, null, false, false);
    }
}
