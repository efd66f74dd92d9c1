package vouchsafe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a Java source: what stands in quotation marks or text blocks. Texts joined by a plus sign are one text. */
final class SourceTexts {
    private static final Pattern PIECE = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\"\\s*\\n(.*?)(?<!\\\\)\"\"\""
                    + "|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'",
            Pattern.DOTALL);

    private SourceTexts() {}

    static List<String> in(String source) {
        List<String> texts = new ArrayList<>();
        Matcher piece = PIECE.matcher(source);
        int end = -1;
        while (piece.find()) {
            String text = piece.group(1) != null ? piece.group(1) : piece.group(2);
            if (text == null) {
                continue;
            }
            boolean joined =
                    end >= 0 && source.substring(end, piece.start()).strip().equals("+");
            if (joined) {
                texts.set(texts.size() - 1, texts.getLast() + text);
            } else {
                texts.add(text);
            }
            end = piece.end();
        }
        return texts.stream()
                .map(text -> text.replace("\\n", "\n").replace("\\\"", "\""))
                .toList();
    }
}
