package dev.deskbus.gateway.console.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.gateway.console.admin.AdminRequests.GetAgents;
import dev.deskbus.gateway.console.admin.AdminRequests.GetContent;
import dev.deskbus.gateway.console.admin.AdminRequests.GetList;
import dev.deskbus.gateway.console.admin.AdminRequests.Login;
import dev.deskbus.gateway.console.admin.AdminRequests.MarkRead;
import dev.deskbus.gateway.console.admin.AdminRequests.Page;
import dev.deskbus.gateway.console.admin.AdminRequests.Pause;
import dev.deskbus.gateway.console.admin.AdminRequests.Transfer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document prints, and what existing consoles make of it. */
class AdminCodecTest {
    private final AdminCodec target = new AdminCodec();

    private AdminRequests decode(String text) {
        return AdminCodec.decode(target.open(text));
    }

    private void assertFault(String text, int code, String words) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOfSatisfying(
                        AdminFault.class,
                        fault -> {
                            assertThat(fault.code().number()).isEqualTo(code);
                            assertThat(fault.words()).isEqualTo(words);
                        });
    }

    @Test
    void theSamplesOfTheDocumentAreRead() throws IOException {
        assertThat(decode(AdminSamples.request("31000-login"))).isEqualTo(new Login("", Set.of()));
        assertThat(target.open(AdminSamples.request("31000-login")).callType()).isEqualTo(3);
        assertThat(target.open(AdminSamples.request("common")).callType()).isEqualTo(3);
        assertThat(decode(AdminSamples.request("32000-list")))
                .isEqualTo(new GetList(new Page(1, 10)));
        assertThat(decode(AdminSamples.request("32500-pause"))).isEqualTo(new Pause(false));
        assertThat(decode(AdminSamples.request("33000-agents"))).isEqualTo(new GetAgents());
        assertThat(target.lenientCount()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "32100-content, -32101, gid not null",
        "32200-read, -32201, gid not null",
        "32300-send, -32301, gid not null",
        "32400-transfer, -32403, gid not null"
    })
    void theZerosOfTheSamplesAreMissing(String sample, int code, String words) throws IOException {
        assertFault(AdminSamples.request(sample), code, words);
    }

    @ParameterizedTest
    @CsvSource({
        "32100-content, -32102, group_id not null",
        "32200-read, -32202, group_id not null",
        "32300-send, -32302, msg not null",
        "32400-transfer, -32404, aix not null"
    })
    void soAreTheSecondOnes(String sample, int code, String words) throws IOException {
        assertFault(AdminSamples.request(sample).replace("gid :0", "gid :17"), code, words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gid:0",
                "gid:null",
                "gid:''",
                "gid:'0'",
                "gid:[17]",
                "gid:{}",
                "gid:true",
                "gid:'x'",
                "gid:-17",
                "gid:1.5",
                "gid:99999999999999999999"
            })
    void whatIsNoNumberIsMissing(String gid) {
        assertFault("{api_key:32100,group_id:1,%s}".formatted(gid), -32101, "gid not null");
    }

    @Test
    void idsMayBeNumbersOrStrings() {
        assertThat(decode("{api_key:'32100',gid:'17',group_id:'1',page_index:'2',page_size:'5'}"))
                .isEqualTo(new GetContent(17, new QueueId(1), new Page(2, 5)));
        assertThat(decode("{api_key:32200,gid:17,group_id:1}"))
                .isEqualTo(new MarkRead(17, new QueueId(1)));
        assertThat(decode("{api_key:32400,gid:17,aix:2}")).isEqualTo(new Transfer(17, "2"));
        assertThat(decode("{api_key:32400,gid:17,aix:'AE1EA'}"))
                .isEqualTo(new Transfer(17, "AE1EA"));
        assertThat(decode("{api_key:32500,status:'1'}")).isEqualTo(new Pause(true));
    }

    @Test
    void pagesAreCountedFromOneAndBounded() {
        assertThat(decode("{api_key:32000,page_index:0,page_size:1000}"))
                .isEqualTo(new GetList(new Page(1, 100)));
        assertFault("{api_key:32000,page_index:-1}", -14, AdminWords.PAGE);
        assertFault("{api_key:32000,page_size:-1}", -14, AdminWords.PAGE);
    }

    @Test
    void whatIsUnknownIsRefused() {
        for (String frame : List.of("{}", "{api_key:0}", "{api_key:32399}", "{api_key:'x'}")) {
            assertFault(frame, -19, "未知的api_key");
        }
        assertFault("{api_key:32500,status:2}", -14, AdminWords.STATUS);
        assertFault("{api_key:32500}", -14, AdminWords.STATUS);
        assertThatThrownBy(() -> decode("[]"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BODY_UNREADABLE));
    }

    @Test
    void callTypesThatNobodyHasAreNone() {
        assertThat(target.open("{}").callType()).isNull();
        assertThat(target.open("{call_type:null}").callType()).isNull();
        assertThat(target.open("{call_type:'0'}").callType()).isZero();
        for (String odd : List.of("true", "'x'", "[]", "-3", "3.5", "1000000")) {
            assertThat(target.open("{call_type:" + odd + "}").callType()).isEqualTo(-1);
        }
    }
}
