package vouchsafe.web.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** User and password of HTTP Basic, decoded the way OAuth clients encode them (RFC 6749 section 2.3.1). */
public record BasicCredentials(String user, String password) {
    private static final String SCHEME = "basic ";

    /**
     * Reads an {@code Authorization} header; empty where it is absent or of another scheme.
     *
     * @throws BadRequest where it is Basic but can't be decoded
     */
    public static Optional<BasicCredentials> read(@Nullable String header) throws BadRequest {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String decoded;
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            decoded = new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new BadRequest(400, "The Authorization header is not valid HTTP Basic.");
        }
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            throw new BadRequest(400, "The Authorization header has no colon between client_id and secret.");
        }
        return Optional.of(new BasicCredentials(
                FormBody.percentDecode(decoded.substring(0, colon)),
                FormBody.percentDecode(decoded.substring(colon + 1))));
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + user + "]";
    }
}
