package dev.deskbus.gateway.tpi.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.tpi.TpiReplies.Refused;
import dev.deskbus.gateway.tpi.TpiResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class V1ResultsTest {
    @Test
    void codesOfTheDocumentStayAndAllOthersBecomeWhatTheFileSays() {
        Map<String, Long> documented = Documents.constants("result-constants.txt");
        List<String> mapped = new ArrayList<>();
        for (TpiResult result : TpiResult.values()) {
            TpiResult v1 = V1Results.of(result);
            if (documented.containsKey(result.name())) {
                assertThat(v1).isEqualTo(result);
                assertThat(result.number()).isEqualTo(documented.get(result.name()).intValue());
            } else {
                mapped.add(result.number() + " -> " + v1.number());
            }
        }

        assertThat(mapped).containsExactlyElementsOf(Documents.lines("result-map.txt"));
    }

    @Test
    void theWordsStay() {
        assertThat(V1Results.translate(new Refused(TpiResult.EMPTY_MESSAGE, "消息内容为空")))
                .isEqualTo(new Refused(TpiResult.REQUEST_ERROR, "消息内容为空"));
    }

    @Test
    void theTypesAreThoseOfTheDocumentAndOneThatItsListForgets() {
        Map<String, Long> types = new TreeMap<>();
        for (V1Type type : V1Type.values()) {
            types.put(type.name(), type.number());
        }

        assertThat(types.remove("CHANGE_CUSTOMER")).isEqualTo(5002);
        assertThat(types).isEqualTo(Documents.constants("type-constants.txt"));
    }
}
