package vouchsafe.projects;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vouchsafe.web.TypedText;

/**
 * A document that shows an ethics board's approval: PDF, PNG or JPEG, told by its first bytes.
 *
 * @param name file name, without any folder
 * @param mediaType its type
 * @param bytes the content, kept as it was sent and only ever served as an attachment
 */
@SuppressWarnings("ArrayRecordComponent")
public record ApprovalDocument(String name, String mediaType, byte[] bytes) {
    /** Largest document, in bytes. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final String NOT_FOR_A_NAME =
            "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069\\ufffd/\\\\:*?\"<>|%]";

    /** The document, or why the upload is none. */
    public sealed interface Upload {
        /** A document of a kind we take. */
        record Document(ApprovalDocument document) implements Upload {}

        /** The fault of the document, worded for the person who chose it. */
        record Refused(String why) implements Upload {}
    }

    /** Looks at an upload. */
    public static Upload read(String fileName, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return new Upload.Refused(
                    "The document is too large: choose a file of at most %d MB.".formatted(MOST_BYTES / (1024 * 1024)));
        }
        return mediaType(bytes)
                .<Upload>map(type -> new Upload.Document(new ApprovalDocument(plainName(fileName, type), type, bytes)))
                .orElseGet(() -> new Upload.Refused("Attach a PDF, PNG or JPEG file."));
    }

    private static Optional<String> mediaType(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("%PDF-")) {
            return Optional.of("application/pdf");
        }
        if (start.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        return start.startsWith("\u00ff\u00d8\u00ff") ? Optional.of("image/jpeg") : Optional.empty();
    }

    /** Keeps what every file system takes and nothing turns around, and gives the name the ending of its kind. */
    private static String plainName(String fileName, String mediaType) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        String stem = (dot < 0 ? last : last.substring(0, dot))
                .replaceAll(NOT_FOR_A_NAME, "")
                .strip();
        String name = TypedText.blank(stem) ? "ethics-approval" : TypedText.cut(stem, 60);
        return name
                + switch (mediaType) {
                    case "application/pdf" -> ".pdf";
                    case "image/png" -> ".png";
                    default -> ".jpg";
                };
    }
}
