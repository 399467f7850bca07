package dev.deskbus.gateway.console.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.gateway.console.admin.AdminMessages.Content;
import dev.deskbus.gateway.console.admin.AdminRequests.Send;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All seven file types, both ways (decisions AD-15, X-1). */
class AdminMessagesTest {
    private static final String URL = "http://img.example/a.jpg";

    private final AdminCodec codec = new AdminCodec();

    private Content content(String fields) {
        AdminRequests request =
                AdminCodec.decode(codec.open("{api_key:32300,gid:17," + fields + "}"));
        return ((Send) request).content();
    }

    private static String encoded(Content content) {
        return AdminMessages.encode(new JsonObject(), content.message(), content.extra()).encode();
    }

    private static Media media(Media.Kind kind) {
        return new Media(kind, URL, null, null, null, null);
    }

    @Test
    void wordsAreWords() {
        assertThat(content("msg:'你好/::)',file_type:0").message())
                .isEqualTo(Message.Text.plain("你好/::)"));
        assertThat(content("msg:'0'").message()).isEqualTo(Message.Text.plain("0"));
        assertThat(content("msg:5").message()).isEqualTo(Message.Text.plain("5"));
        assertThat(encoded(content("msg:'0'"))).isEqualTo("{\"msg\":\"0\",\"file_type\":0}");
    }

    @Test
    void mediaLieAtAnAddress() {
        assertThat(content("file_type:1,msg:'" + URL + "'").message())
                .isEqualTo(media(Media.Kind.PICTURE));
        assertThat(content("file_type:2,msg:'" + URL + "'").message())
                .isEqualTo(media(Media.Kind.VOICE));
        assertThat(content("file_type:5,msg:'" + URL + "'").message())
                .isEqualTo(media(Media.Kind.VIDEO));
        Content file =
                content(
                        "file_type:'6',msg:{url:'%s',name:'a.pdf',size:7,duration:3}"
                                .formatted(URL));
        assertThat(file.message()).isEqualTo(new Media(Media.Kind.FILE, URL, "a.pdf", 7L, 3, null));
        assertThat(encoded(file))
                .isEqualTo(
                        """
                        {"msg":"http://img.example/a.jpg","file_type":6,\
                        "name":"a.pdf","size":7,"duration":3}""");
        for (int type : new int[] {1, 2, 5}) {
            assertThat(encoded(content("file_type:" + type + ",msg:'" + URL + "'")))
                    .isEqualTo("{\"msg\":\"" + URL + "\",\"file_type\":" + type + "}");
        }
    }

    @Test
    void goodsAndOrdersAreNoticesWithACard() {
        Content goods = content("file_type:3,msg:{title:'红鞋',price:1.5,id:9}");
        assertThat(goods.message()).isEqualTo(new Notice(0, "[商品] 红鞋"));
        assertThat(encoded(goods))
                .isEqualTo("{\"msg\":{\"title\":\"红鞋\",\"price\":1.5,\"id\":9},\"file_type\":3}");

        Content order = content("file_type:4,msg:'20261126-7'");
        assertThat(order.message()).isEqualTo(new Notice(0, "[订单] 20261126-7"));
        assertThat(encoded(order)).isEqualTo("{\"msg\":\"20261126-7\",\"file_type\":4}");
    }

    @Test
    void whatTheWireDoesNotKnowIsShownInWords() {
        assertThat(encoded(new Content(new Location(31.2, 121.4, "外滩", null, null), null)))
                .isEqualTo("{\"msg\":\"[位置] 外滩 (31.2,121.4)\",\"file_type\":0}");
        assertThat(encoded(new Content(new Notice(3, "还在吗"), null)))
                .isEqualTo("{\"msg\":\"还在吗\",\"file_type\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{",
                "[]",
                "{}",
                "{\"file_type\":\"3\",\"msg\":1}",
                "{\"file_type\":3}",
                "{\"file_type\":1,\"msg\":\"x\"}",
                "{\"file_type\":3,\"msg\":null}"
            })
    void whatClientsAttachIsNoCard(String extra) {
        assertThat(encoded(new Content(new Notice(0, "[商品] x"), extra)))
                .isEqualTo("{\"msg\":\"[商品] x\",\"file_type\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "msg:0",
                "msg:0.0",
                "msg:null",
                "msg:''",
                "msg:'  '",
                "file_type:0",
                "msg:true",
                "msg:{}",
                "msg:[]",
                "file_type:1,msg:'javascript:alert(1)'",
                "file_type:1,msg:'/etc/passwd'",
                "file_type:2,msg:{url:'ftp://x/y'}",
                "file_type:6,msg:{}",
                "file_type:3",
                "file_type:4,msg:0"
            })
    void whatIsNoMessageIsRefused(String fields) {
        assertThatThrownBy(() -> content(fields))
                .isInstanceOfSatisfying(
                        AdminFault.class,
                        fault -> assertThat(fault.code()).isEqualTo(AdminCode.SEND_MSG));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7, 99})
    void thereAreSevenTypes(int type) {
        assertThatThrownBy(() -> content("msg:'x',file_type:" + type))
                .isInstanceOfSatisfying(
                        AdminFault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(AdminCode.PARAMETER);
                            assertThat(fault.words()).isEqualTo(AdminWords.FILE_TYPE);
                        });
    }
}
