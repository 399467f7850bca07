package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.WeChatUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The words of {@code /ari/getMedia}, and where the file is then (decisions WX-15, WX-16). Pure.
 */
final class GetMedia {
    private static final int LONGEST_MESSAGE = 2048;
    private static final String PLAIN = "-._~!$'()*,;:@/";

    private final JsonBody json = new JsonBody();

    /**
     * What is asked: the document's keys, each with its type, also when there is no session yet.
     */
    JsonObject request(WantedMedia wanted) {
        WeChatUser user = WeChatUser.of(wanted.user());
        return new JsonObject()
                .put("mediaId", wanted.mediaId())
                .put("agentId", wanted.agent() == null ? "" : wanted.agent().value())
                .put("sessionId", wanted.session() == null ? 0 : wanted.session().value())
                .put("openId", user.openId())
                .put("epid", user.epid());
    }

    /**
     * Where an answer says that the file is; empty for JSON without a {@code code}. Throws {@link
     * NotThere} when it says that there is none.
     */
    Optional<String> address(Buffer answer, WantedMedia wanted, ServiceAccount account) {
        Fields fields = json.parse(answer);
        if (!fields.has("code")) {
            return Optional.empty();
        }
        long code = fields.requireLong("code");
        if (code != 1) {
            throw new NotThere("code " + code);
        }
        String epid = WeChatUser.of(wanted.user()).epid();
        String id = account.accountId() == null ? epid : account.accountId();
        return Optional.of(
                account.mediaUrl()
                        + "/wechat/"
                        + escape(id, "-._~")
                        + "/"
                        + type(wanted.kind())
                        + "?file="
                        + escape(fields.requireText("message", LONGEST_MESSAGE), PLAIN));
    }

    /** As the message's kind was called in {@code getmsg.do}. */
    private static String type(Media.Kind kind) {
        return switch (kind) {
            case PICTURE -> "image";
            case VOICE -> "voice";
            case VIDEO -> "video";
            case FILE -> "file";
        };
    }

    /** Everything but letters, digits and these marks as bytes of UTF-8. */
    private static String escape(String text, String marks) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean stays =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || marks.indexOf(c) >= 0;
            if (stays) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
