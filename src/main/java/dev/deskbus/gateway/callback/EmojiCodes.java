package dev.deskbus.gateway.callback;

import java.util.Comparator;
import java.util.List;

/**
 * The emoji codes of the TPI document, part four. They look like HTML in places, and must go out
 * byte for byte (decisions G-21, G-22).
 */
final class EmojiCodes {
    /** In the document's order, 0 to 104. Number 17 has an en dash there. */
    static final List<String> ALL =
            List.of(
                    """
                    /::) /::~ /::B /::| /:8-) /::< /::$ /::X /::Z /::'( /::-| /::@ /::P /::D /::O
                    /::( /::+ /:–-b /::Q /::T /:,@P /:,@-D /::d /:,@o /::g /:|-) /::! /::L /::>
                    /::,@ /:,@f /::-S /:? /:,@x /:,@@ /::8 /:,@! /:!!! /:xx /:bye /:wipe /:dig
                    /:handclap /:&-( /:B-) /:<@ /:@> /::-O /:>-| /:P-( /::'| /:X-) /::* /:@x
                    /:8* /:pd /:<W> /:beer /:basketb /:oo /:coffee /:eat /:pig /:rose /:fade
                    /:showlove /:heart /:break /:cake /:li /:bome /:kn /:footb /:ladybug /:shit
                    /:moon /:sun /:gift /:hug /:strong /:weak /:share /:v /:@) /:jj /:@@ /:bad
                    /:lvu /:no /:ok /:love /:<L> /:jump /:shake /:<O> /:circle /:kotow /:turn
                    /:skip /:oY /:#-0 /:hiphot /:kiss /:<& /:&>
                    """
                            .trim()
                            .split("\\s+"));

    /** Those that escaping would change. */
    private static final List<String> MARKUP =
            ALL.stream()
                    .filter(code -> code.chars().anyMatch(EmojiCodes::isMarkup))
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();

    /** What number 17 is in truth. */
    private static final String COLD_SWEAT = "/:--b";

    private static final String START = "/:";

    private EmojiCodes() {}

    /** Whether any code begins there. */
    static boolean startsAt(String text, int index) {
        return text.startsWith(START, index)
                && (text.startsWith(COLD_SWEAT, index)
                        || ALL.stream().anyMatch(code -> text.startsWith(code, index)));
    }

    /** The length of the code with markup characters that begins there; 0 when none does. */
    static int lengthAt(String text, int index) {
        if (!text.startsWith(START, index)) {
            return 0;
        }
        for (String code : MARKUP) {
            if (text.startsWith(code, index)) {
                return code.length();
            }
        }
        return 0;
    }

    private static boolean isMarkup(int c) {
        return c == '<' || c == '>' || c == '&';
    }
}
