package vouchsafe.web.pages;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values (RFC 4180). A cell that a spreadsheet could take for a formula begins with an apostrophe
 * instead, so that a name such as {@code =cmd()} does nothing where the file is opened.
 */
public final class Csv {
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    /** One line with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = harmless.chars().noneMatch(character -> ",\"\r\n;\t".indexOf(character) >= 0);
        return plain ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
