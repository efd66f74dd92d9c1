package vouchsafe.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text of a header that looks like an encoded word and is none (RFC 2047 section 5): a reader would decode it, so it is encoded
 * itself. All other text is encoded where it needs to be by the mail library.
 */
final class EncodedWords {
    /** Bytes of one word: in Base64, with its frame, no more than 75 characters. */
    private static final int LONGEST = 45;

    private EncodedWords() {}

    /** Whether a reader of mail would take a part of the text for an encoded word. */
    static boolean resembles(String text) {
        return text.contains("=?");
    }

    /** The text as encoded words, one a line; readers drop what stands between two of them. */
    static String of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(character -> {
            String next = Character.toString(character);
            if (bytes(word + next).length > LONGEST) {
                words.add(frame(word.toString()));
                word.setLength(0);
            }
            word.append(next);
        });
        words.add(frame(word.toString()));
        return String.join("\r\n ", words);
    }

    private static String frame(String word) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(word)) + "?=";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
