package vouchsafe.files.transfer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.Work;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileAccess;
import vouchsafe.files.StorageFailure;
import vouchsafe.web.BadRequest;
import vouchsafe.web.EntityTag;
import vouchsafe.web.FormBody;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.MachineServlet;
import vouchsafe.web.pages.ErrorPages;
import vouchsafe.web.pages.ErrorText;

/**
 * Downloads. {@code /data-management/datafile-download/<id>/?key=} leads to {@code .../<id>/<key>/<basename>}, which
 * gives the bytes; both ask anew whether the file may be read. An uploaded file is never shown by a browser as a page
 * of ours: it is an attachment of no type, in a sandbox.
 */
final class DownloadServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 64 * 1024;
    /** How much is sent before it is asked again whether it may be read. */
    private static final long STRETCH = 1024 * 1024;

    private final transient FileAccess access;
    private final transient DataFiles files;
    private final transient DownloadLinks links;
    private final transient PublicAddress address;

    DownloadServlet(JsonMapper json, FileAccess access, DataFiles files, DownloadLinks links, PublicAddress address) {
        super(json, Set.of("GET", "HEAD"));
        this.access = access;
        this.files = files;
        this.links = links;
        this.address = address;
    }

    @Override
    protected Work work() {
        return Work.FILES;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        String path = request.getPathInfo();
        boolean named = FilePath.named(path);
        List<String> keys = FormBody.decode(request.getQueryString()).getOrDefault("key", List.of(""));
        String key = named ? FilePath.key(path) : keys.getLast();
        switch (access.decide(FilePath.id(path), key)) {
            case FileAccess.Decision.Unavailable unavailable ->
                refuse(
                        request,
                        response,
                        "This file is unavailable.",
                        "It may have been deleted. Whoever gave you the link can make a new one if it still exists.");
            case FileAccess.Decision.NotAuthorized no -> refuse(request, response);
            case FileAccess.Decision.Yes granted -> {
                if (named) {
                    serve(request, response, granted);
                } else {
                    response.setStatus(302);
                    response.setHeader("Location", address.url(links.contentPath(granted.file(), key)));
                    response.setContentLength(0);
                }
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FileAccess.Decision.Yes granted)
            throws IOException {
        try {
            send(request, response, granted);
        } catch (StorageFailure away) {
            response.setHeader("Retry-After", "30");
            ErrorPages.write(
                    request,
                    response,
                    new ErrorText(503, "This file can't be read at the moment.", "Please try again in a minute."));
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, FileAccess.Decision.Yes granted)
            throws IOException {
        DataFile file = granted.file();
        EntityTag tag = new EntityTag(file.sha256());
        if (tag.knownTo(request)) {
            describe(response, file, tag);
            response.setStatus(304);
            return;
        }
        ByteRange range = ByteRange.of(tag.rangeAllowed(request) ? request.getHeader("Range") : null, file.size());
        boolean reads = !request.getMethod().equals("HEAD") && range.kind() != ByteRange.Kind.UNSATISFIABLE;
        try (InputStream content = reads && range.length() > 0
                ? files.open(file, range.first(), range.length())
                : InputStream.nullInputStream()) {
            // Before the first byte: what is not in the ledger was not read.
            if (reads && !access.note(granted)) {
                refuse(request, response);
                return;
            }
            describe(response, file, tag);
            if (range.kind() != ByteRange.Kind.WHOLE) {
                response.setHeader("Content-Range", range.header(file.size()));
            }
            response.setContentLengthLong(range.length());
            response.setStatus(
                    switch (range.kind()) {
                        case WHOLE -> 200;
                        case PART -> 206;
                        case UNSATISFIABLE -> 416;
                    });
            if (reads) {
                copy(granted, content, range.length(), response.getOutputStream());
            }
        }
    }

    private static void describe(HttpServletResponse response, DataFile file, EntityTag tag) {
        response.setHeader("ETag", tag.header());
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Disposition", Disposition.attachment(file.basename()));
        response.setContentType("application/octet-stream");
    }

    /** A long download ends with the consent that it hangs from: its connection breaks off before the promised length. */
    private void copy(FileAccess.Decision.Yes granted, InputStream content, long length, OutputStream out)
            throws IOException {
        byte[] chunk = new byte[CHUNK];
        long remaining = length;
        long stretch = STRETCH;
        while (remaining > 0) {
            int read = content.read(chunk, 0, (int) Math.min(CHUNK, remaining));
            if (read < 0) {
                throw new IOException("an object ended " + remaining + " bytes early");
            }
            out.write(chunk, 0, read);
            remaining -= read;
            stretch -= read;
            if (stretch <= 0 && !access.holds(granted)) {
                // Closes the connection, and is no error of the server's.
                throw new CloseNowException("a file stopped being shared while it was read");
            }
            stretch = stretch <= 0 ? STRETCH : stretch;
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refuse(
                request,
                response,
                "You are not authorized to view this file.",
                "Links to files work for an hour, and only while the member shares the file. Apps get a new link each"
                        + " time they ask for the member's files.");
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String title, String advice)
            throws IOException {
        ErrorPages.write(request, response, new ErrorText(403, title, advice));
    }
}
