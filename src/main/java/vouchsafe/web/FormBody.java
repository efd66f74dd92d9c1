package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadFileCountLimitException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small forms of machine endpoints, strictly: a form that is not valid UTF-8 or not validly encoded is refused,
 * so that no two readers can understand it differently. Every value of a repeated name is kept.
 */
public final class FormBody {
    private static final String URLENCODED = "application/x-www-form-urlencoded";
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int MOST_FIELDS = 200;

    private FormBody() {}

    /**
     * The fields of a urlencoded or multipart body.
     *
     * @throws BadRequest 415 for other types, 413 for large bodies, 400 for malformed ones
     */
    public static Map<String, List<String>> read(HttpServletRequest request) throws BadRequest, IOException {
        return read(request, LONGEST_BODY, MOST_FIELDS);
    }

    /**
     * The same with limits of its own, for endpoints that take long lists.
     *
     * @param longest bytes the body may have; it is held in memory
     * @param mostFields the most fields it may have, repeated ones counted each time
     */
    public static Map<String, List<String>> read(HttpServletRequest request, int longest, int mostFields)
            throws BadRequest, IOException {
        String type = mediaType(request.getContentType());
        return switch (type) {
            case URLENCODED -> decode(latin(body(request, longest)), mostFields);
            case "multipart/form-data" -> multipart(request, longest, mostFields);
            default ->
                throw new BadRequest(
                        415, "Send the parameters as application/x-www-form-urlencoded, not \"" + type + "\".");
        };
    }

    /** The fields of a URL's query, or of a urlencoded body. */
    public static Map<String, List<String>> decode(@Nullable String encoded) throws BadRequest {
        return decode(encoded, MOST_FIELDS);
    }

    private static Map<String, List<String>> decode(@Nullable String encoded, int mostFields) throws BadRequest {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return fields;
        }
        int count = 0;
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > mostFields) {
                throw new BadRequest(400, "There are more than " + mostFields + " parameters.");
            }
            int equals = pair.indexOf('=');
            String name = percentDecode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : percentDecode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        }
        return fields;
    }

    /**
     * These fields, unless one has a NUL character, which the database takes nowhere, not even in a search.
     *
     * @throws BadRequest 400 that names the field
     */
    public static Map<String, List<String>> kept(Map<String, List<String>> fields) throws BadRequest {
        for (Map.Entry<String, List<String>> field : fields.entrySet()) {
            for (String value : field.getValue()) {
                Optional<TypedText.Fault> fault = TypedText.fault(value).or(() -> TypedText.fault(field.getKey()));
                if (fault.isPresent()) {
                    throw new BadRequest(
                            400,
                            fault.get()
                                    .sentence('"'
                                            + TypedText.cut(field.getKey(), 60).replace('\0', '?')
                                            + '"'));
                }
            }
        }
        return fields;
    }

    /** Undoes the encoding of {@code application/x-www-form-urlencoded}. */
    public static String percentDecode(String text) throws BadRequest {
        if (isPlain(text)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '+') {
                bytes.put((byte) ' ');
            } else if (character != '%') {
                bytes.put(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            } else {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    throw new BadRequest(400, "A parameter has a % that is not followed by two hexadecimal digits.");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        return utf8(bytes.flip());
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%' || character == '+' || character > 126 || character < ' ') {
                return false;
            }
        }
        return true;
    }

    private static Map<String, List<String>> multipart(HttpServletRequest request, int longest, int mostFields)
            throws BadRequest, IOException {
        DiskFileItemFactory inMemory =
                DiskFileItemFactory.builder().setThreshold(longest * 2).get();
        JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> reader = new JakartaServletFileUpload<>(inMemory);
        reader.setMaxSize(longest);
        reader.setMaxFileCount(mostFields);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try {
            for (DiskFileItem item : reader.parseRequest(request)) {
                if (!item.isFormField() || item.getFieldName() == null) {
                    throw new BadRequest(400, "This endpoint takes form fields, not files.");
                }
                fields.computeIfAbsent(item.getFieldName(), key -> new ArrayList<>(1))
                        .add(utf8(ByteBuffer.wrap(item.get())));
            }
            return fields;
        } catch (FileUploadFileCountLimitException tooMany) {
            throw unreadable();
        } catch (FileUploadSizeException large) {
            throw tooLarge(longest);
        } catch (FileUploadException malformed) {
            throw unreadable();
        }
    }

    private static byte[] body(HttpServletRequest request, int longest) throws BadRequest, IOException {
        if (request.getContentLengthLong() > longest) {
            throw tooLarge(longest);
        }
        // A declared length saves the large buffer with which reading to an unknown end begins.
        int expected = request.getContentLength();
        byte[] body = request.getInputStream().readNBytes(expected < 0 ? longest + 1 : expected);
        if (body.length > longest) {
            throw tooLarge(longest);
        }
        return body;
    }

    private static BadRequest unreadable() {
        return new BadRequest(400, "The multipart body can't be read.");
    }

    private static BadRequest tooLarge(int longest) {
        return new BadRequest(413, "The body is larger than " + longest / 1024 + " kB.");
    }

    /** The body as characters of one byte each; percent-decoding then reads raw UTF-8 too, if it is valid. */
    private static String latin(byte[] body) throws BadRequest {
        for (byte each : body) {
            if (each < 0) {
                return utf8(ByteBuffer.wrap(body));
            }
        }
        return new String(body, StandardCharsets.US_ASCII);
    }

    private static String utf8(ByteBuffer bytes) throws BadRequest {
        Charset utf8 = StandardCharsets.UTF_8;
        try {
            return utf8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new BadRequest(400, "A parameter is not valid UTF-8.");
        }
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        if (contentType.equals(URLENCODED)) {
            return URLENCODED;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String printable = type.strip().replaceAll("[^\\x21-\\x7E]", "?");
        return printable.substring(0, Math.min(80, printable.length())).toLowerCase(Locale.ROOT);
    }
}
