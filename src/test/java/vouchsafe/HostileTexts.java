package vouchsafe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * Names and texts in which programs lose characters, for the tests of every door through which text comes or goes. Each must come
 * out as it went in, or be refused with a sentence.
 */
public final class HostileTexts {
    /** One line each, nothing that a rule of ours refuses. None begins or ends with a space that a form may drop. */
    public static final Map<String, String> LINES = lines();

    /** Several lines each. Line ends are line feeds, as they are kept. */
    public static final Map<String, String> TEXTS = texts();

    /** What cannot be kept: a NUL, and halves of characters, as JSON writes them. */
    public static final List<String> UNKEPT_IN_JSON =
            List.of("nul \\u0000 nul", "half \\ud83d of one", "other half \\ude00", "\\ude00\\ud83d turned");

    private HostileTexts() {}

    private static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("composed", "Zo\u00eb \u00c5ngstr\u00f6m");
        lines.put("decomposed", "Zoe\u0308 A\u030angstro\u0308m");
        lines.put("compatibility forms", "\ufb01ve \u212bngstr\u00f6m \uff21\uff22\uff23 \u2460");
        lines.put("outside the basic plane", "\ud835\udd52\ud835\udd53 \ud842\udfb7\u91ce\u5bb6 \ud83d\ude00");
        lines.put(
                "emoji with joiners",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udff3\ufe0f\u200d\ud83c\udf08");
        lines.put(
                "flag of tags", "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f");
        lines.put("right to left", "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627");
        lines.put("marks of direction", "\u200fabc\u200e \u061c123");
        lines.put("non-joiner", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937");
        lines.put("zero width", "a\u200bb\u2060c\ufeffd\u00ade");
        lines.put("no-break spaces", "\u00a0a\u202fb\u3000c\u00a0");
        lines.put("a lone mark", "\u0301");
        lines.put(
                "many marks", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a");
        lines.put("old Hangul", "\u1112\u119e\u11ab \ud55c\uae00");
        lines.put("formula", "=1+1");
        lines.put("formula of another width", "\uff1d1+1");
        lines.put("command for a spreadsheet", "@SUM(A1:A9)");
        lines.put("negative", "-1");
        lines.put("quotes", "\"double\" 'single' \u201ccurly\u201d `tick`");
        lines.put("mark-up", "<b>&amp; &lt;\u00a9</b> ${x} {{y}} %41+%2B");
        lines.put("separators", "a,b;c|d=e&f#g?h/i");
        lines.put("encoded word", "=?utf-8?q?a?=");
        lines.put("unassigned so far", "\u0378x");
        lines.put("private use", "\uf8ff");
        lines.put("last of each plane", "\ufffd\ud83f\udffd\udbbf\udffd");
        lines.put("dotted and dotless", "\u0130\u0131\u017f\u212a\u00df\u1e9e");
        return lines;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>(lines());
        texts.put("lines", "one\ntwo\n\nfour");
        texts.put("tabs", "a\tb\n\tc");
        texts.put("a dot alone", "before\n.\n..\nFrom here");
        texts.put("turned", "a\u202eb\u202c \u2066c\u2069");
        texts.put("separators of lines", "a\u2028b\u2029c");
        texts.put("long line", "w\u00f6rd ".repeat(400) + "end");
        texts.put("a long word", "\ud83d\ude00".repeat(400));
        return texts;
    }

    /** A text of exactly this many characters, each of them two UTF-16 units and four bytes of UTF-8. */
    public static String filled(int characters) {
        return "\ud83d\ude00".repeat(characters);
    }

    /** The text as a JSON string in which every unit of UTF-16 is escaped. */
    public static String escaped(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }

    /** Whether a page shows the text; entities and references are read as a browser does. */
    public static boolean shown(String html, String text) {
        return HtmlUtils.htmlUnescape(html).contains(text);
    }
}
