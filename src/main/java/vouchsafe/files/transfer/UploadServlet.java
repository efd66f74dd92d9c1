package vouchsafe.files.transfer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.Work;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.FileTooLarge;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.StorageFailure;
import vouchsafe.files.UploadSize;
import vouchsafe.files.Uploads;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.MachineServlet;

/** {@code PUT /data-management/datafile-upload/<id>/?key=}: takes the bytes of an upload, under any content type. */
final class UploadServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;
    private static final CrossOrigin PAGES = new CrossOrigin("Content-Type");

    private final transient DirectUploads direct;
    private final transient Uploads uploads;

    UploadServlet(JsonMapper json, DirectUploads direct, Uploads uploads) {
        super(json, Set.of("PUT", "OPTIONS"));
        this.direct = direct;
        this.uploads = uploads;
    }

    @Override
    protected Work work() {
        return Work.FILES;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        CrossOrigin.readable(response);
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", "OPTIONS, PUT");
            PAGES.preflight(response, "PUT");
            response.setContentLength(0);
            return;
        }
        List<String> keys = FormBody.decode(request.getQueryString()).getOrDefault("key", List.of());
        long id = FilePath.id(request.getPathInfo());
        if (id < 0 || keys.size() != 1 || !direct.open(id, keys.getFirst())) {
            refuse(response);
            return;
        }
        if (request.getContentLengthLong() > uploads.largest()) {
            throw tooLarge();
        }
        boolean stored;
        try {
            stored = direct.put(
                    id, keys.getFirst(), request.getInputStream(), UploadSize.declared(request.getContentLengthLong()));
        } catch (QuotaReached full) {
            full.retryAfter().ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1)));
            throw new BadRequest(full.status(), full.explanation());
        } catch (FileTooLarge large) {
            throw tooLarge();
        } catch (StorageFailure failure) {
            throw new BadRequest(failure.status(), failure.explanation());
        } catch (IOException broken) {
            throw new BadRequest(400, "The bytes can't be read to their end. Nothing was kept; put them again.");
        }
        if (stored) {
            response.setStatus(200);
            response.setContentLength(0);
        } else {
            refuse(response);
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        write(
                response,
                403,
                failure(403, "", "This address takes no bytes: it is unknown, too old, or the member left."));
    }

    private BadRequest tooLarge() {
        return new BadRequest(413, FileTooLarge.explanation(uploads.largest()));
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return Map.of("detail", description);
    }
}
