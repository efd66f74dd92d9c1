package vouchsafe.web;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Takes the path of the base URL from each request, before Tomcat looks for who answers it. What came without that path is
 * marked, and {@link OutsideBasePath} answers it.
 */
final class BasePathRequests implements Adapter {
    /** Health is asked for by machines next door, which speak to this server's own port and know no public address. */
    private static final Set<String> AT_ROOT = Set.of("/health/live", "/health/ready");

    private final Adapter house;
    private final BasePath path;
    private final byte[] prefix;
    private final String metadata;

    /** What is the matter with a request that is not answered within. */
    enum Outside {
        /** The path of the base URL itself, without the slash at its end. */
        SLASH_MISSING,
        /** Any other address of the host. */
        ELSEWHERE
    }

    BasePathRequests(Adapter house, BasePath path) {
        this.house = house;
        this.path = path;
        this.prefix = path.text().getBytes(StandardCharsets.US_ASCII);
        this.metadata = BasePath.METADATA + path.text();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        request.setAttribute(BasePath.ATTRIBUTE, path);
        take(request);
        house.service(request, response);
    }

    private void take(Request request) {
        MessageBytes address = request.requestURI();
        address.toBytes();
        ByteChunk bytes = address.getByteChunk();
        if (bytes.startsWith(path.text(), 0) && (bytes.getLength() == prefix.length || slashFollows(bytes))) {
            if (bytes.getLength() == prefix.length) {
                request.setAttribute(Outside.class.getName(), Outside.SLASH_MISSING);
            } else {
                address.setBytes(bytes.getBytes(), bytes.getStart() + prefix.length, bytes.getLength() - prefix.length);
            }
        } else if (!atRoot(address.toString())) {
            request.setAttribute(Outside.class.getName(), Outside.ELSEWHERE);
        }
    }

    private boolean slashFollows(ByteChunk bytes) {
        return bytes.getBytes()[bytes.getStart() + prefix.length] == '/';
    }

    private boolean atRoot(String address) {
        return address.equals("*") || AT_ROOT.contains(address) || address.equals(metadata);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return house.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return house.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        house.log(request, response, time);
    }

    @Override
    public String getDomain() {
        return house.getDomain();
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        house.checkRecycled(request, response);
    }
}
