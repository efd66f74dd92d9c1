package vouchsafe.hypothesis.feeds;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.Digests;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.hypothesis.api.SearchParameters;
import vouchsafe.web.Allowance;
import vouchsafe.web.BadRequest;
import vouchsafe.web.EntityTag;
import vouchsafe.web.FormBody;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.SenderNetwork;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.MachineServlet;

/**
 * {@code /stream.atom} and {@code /stream.rss}: the latest public annotations, narrowed by the parameters of a search. The
 * same for everybody: no token and no cookie is read.
 */
final class FeedServlet extends MachineServlet {
    static final String ATOM = "/stream.atom";
    static final String RSS = "/stream.rss";

    /** What one network may ask for in a minute; readers of feeds ask once in a quarter of an hour. */
    static final int A_MINUTE = 240;

    private static final long serialVersionUID = 1L;
    private static final int DIGEST = 16;

    private final transient PublicAnnotations annotations;
    private final transient Function<String, Optional<UUID>> memberByName;
    private final transient PublicAddress address;
    private final transient Allowance allowance = new Allowance(A_MINUTE, Duration.ofMinutes(1));

    /** @param memberByName finds the member of a user id, or of a plain name */
    FeedServlet(
            JsonMapper json,
            PublicAnnotations annotations,
            Function<String, Optional<UUID>> memberByName,
            PublicAddress address) {
        super(json, Set.of("GET", "HEAD"));
        this.annotations = annotations;
        this.memberByName = memberByName;
        this.address = address;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        CrossOrigin.readable(response);
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        Optional<Duration> wait = allowance.take(SenderNetwork.of(request.getRemoteAddr()));
        if (wait.isPresent()) {
            response.setHeader("Retry-After", String.valueOf(wait.get().toSeconds()));
            write(response, 429, Refusals.body("Too many requests for feeds from this network; try again later."));
            return;
        }
        try {
            Map<String, List<String>> query = FormBody.kept(FormBody.decode(request.getQueryString()));
            List<Feed.Entry> entries = annotations.entries(new SearchParameters(query, memberByName).read());
            send(request, response, entries);
        } catch (ApiRefusal refusal) {
            write(response, refusal.status(), refusal.body());
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, List<Feed.Entry> entries)
            throws IOException {
        boolean atom = request.getServletPath().equals(ATOM);
        String query = request.getQueryString();
        Feed feed = new Feed(
                "Public annotations at " + address.base().getHost(),
                "What everybody may read, the latest change first.",
                address.url(atom ? ATOM : RSS) + (query == null ? "" : "?" + uri(query)),
                address.url("/stream"),
                entries);
        byte[] body;
        try {
            body = atom ? AtomFeed.write(feed) : RssFeed.write(feed);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("the text of a feed is clean", impossible);
        }
        EntityTag tag = new EntityTag(HexFormat.of().formatHex(Digests.sha256(body), 0, DIGEST));
        response.setHeader("ETag", tag.header());
        response.setHeader("Cache-Control", "public, max-age=60");
        if (tag.knownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType((atom ? AtomFeed.TYPE : RssFeed.TYPE) + ";charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The query with what an address can't have percent-encoded (RFC 3986 section 3.4); browsers send more. */
    private static String uri(String query) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : query.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            boolean plain = character < 0x7F
                    && (Character.isLetterOrDigit(character) || "-._~!$&'()*+,;=:@/?%".indexOf(character) >= 0);
            encoded.append(
                    plain
                            ? String.valueOf(character)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
        }
        return encoded.toString();
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return Refusals.body(description);
    }
}
