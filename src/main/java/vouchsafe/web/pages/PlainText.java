package vouchsafe.web.pages;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.servlet.HandlerInterceptor;
import vouchsafe.web.TypedText;

/**
 * Refuses fields with text that cannot be kept before any page sees them: no keyboard types a NUL character, and PostgreSQL
 * takes none, not even in a search.
 */
final class PlainText implements HandlerInterceptor {
    /** A field with such text. */
    static final class Unkept extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String sentence;

        private Unkept(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }

        ErrorText text() {
            return new ErrorText(
                    400, "A field has a character that can't be kept", sentence + " Go back and send it again.");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException, ServletException {
        requireUtf8(request);
        request.getParameterMap().forEach((name, values) -> {
            Optional<TypedText.Fault> fault = Arrays.stream(values)
                    .flatMap(value -> TypedText.fault(value).stream())
                    .findFirst();
            if (fault.isPresent()) {
                throw new Unkept(fault.get().sentence('"' + TypedText.cut(name.replace('\0', '?'), 60) + '"'));
            }
        });
        return true;
    }

    /**
     * Tomcat refuses urlencoded fields whose bytes are no UTF-8, and puts U+FFFD into multipart ones. That character can also have
     * been sent, so the bytes are looked at.
     */
    private static void requireUtf8(HttpServletRequest request) throws IOException, ServletException {
        boolean multipart = String.valueOf(request.getContentType())
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/form-data");
        if (!multipart
                || request.getParameterMap().values().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(value -> value.indexOf('\uFFFD') >= 0)) {
            return;
        }
        for (Part part : request.getParts()) {
            if (part.getSubmittedFileName() == null && !utf8(part)) {
                throw new Unkept('"' + TypedText.cut(part.getName(), 60) + "\" is not valid UTF-8.");
            }
        }
    }

    private static boolean utf8(Part part) throws IOException {
        try (InputStream content = part.getInputStream()) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.readAllBytes()));
            return true;
        } catch (CharacterCodingException otherBytes) {
            return false;
        }
    }
}
