package vouchsafe.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file in a multipart form. Browsers send the bytes of UTF-8 (RFC 7578 section 4.2), some programs the extended
 * form of RFC 8187 or encoded words.
 */
public final class SentFileName {
    /** For the reader of the form: it keeps the bytes of the head of a part, so that they can be read strictly here. */
    public static final Charset HEADERS = StandardCharsets.ISO_8859_1;

    private SentFileName() {}

    /**
     * The name, or nothing where there is none.
     *
     * @param part of a form whose heads were read as {@link #HEADERS}
     * @throws BadRequest 400 where its bytes are no UTF-8
     */
    public static String of(FileItemInput part) throws BadRequest {
        String name = name(part);
        String head = part.getHeaders() == null ? "" : part.getHeaders().getHeader("Content-Disposition");
        boolean encoded = head != null && (head.toLowerCase(Locale.ROOT).contains("filename*") || head.contains("=?"));
        if (name == null || encoded) {
            return name == null ? "" : name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(HEADERS)))
                    .toString();
        } catch (CharacterCodingException otherBytes) {
            throw new BadRequest(400, "The name of the file is not valid UTF-8.");
        }
    }

    private static @Nullable String name(FileItemInput part) {
        try {
            return part.getName();
        } catch (InvalidPathException nul) {
            return nul.getInput();
        }
    }
}
