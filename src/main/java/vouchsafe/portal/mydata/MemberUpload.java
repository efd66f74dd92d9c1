package vouchsafe.portal.mydata;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import vouchsafe.files.Basename;
import vouchsafe.files.FileMetadata;
import vouchsafe.files.FileTooLarge;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.Received;
import vouchsafe.files.StorageFailure;
import vouchsafe.files.UploadCharge;
import vouchsafe.files.UploadSize;
import vouchsafe.files.Uploads;
import vouchsafe.web.BadRequest;
import vouchsafe.web.SentFileName;
import vouchsafe.web.SentFormSize;
import vouchsafe.web.TypedText;
import vouchsafe.web.pages.Page;

/**
 * A member's upload form, read as it comes: the anti-forgery value first, then the description, then the file straight into
 * storage. Nothing is stored before the first two are good.
 */
final class MemberUpload {
    private static final int LONGEST_FIELD = 4096;

    private final Uploads uploads;
    private final UploadCharge charge;
    private final Predicate<String> genuine;
    private SentFormSize size = new SentFormSize(-1, 0);
    private boolean trusted;
    private String forgeryValue = "";
    private String description = "";
    private String basename = "";
    private @Nullable Received received;

    private MemberUpload(Uploads uploads, UploadCharge charge, Predicate<String> genuine) {
        this.uploads = uploads;
        this.charge = charge;
        this.genuine = genuine;
    }

    /** Stops the reading of a form that is refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final UploadProblem problem;

        Refused(UploadProblem problem) {
            super(problem.text(), null, false, false);
            this.problem = problem;
        }

        UploadProblem problem() {
            return problem;
        }
    }

    /**
     * Reads the form.
     *
     * @param charge whose room the file takes
     * @param genuine whether an anti-forgery value is the one of the member's browser
     */
    static MemberUpload read(
            HttpServletRequest request, Uploads uploads, UploadCharge charge, Predicate<String> genuine)
            throws Refused {
        MemberUpload upload = new MemberUpload(uploads, charge, genuine);
        boolean whole = false;
        try {
            upload.parts(request);
            whole = true;
            return upload;
        } catch (QuotaReached full) {
            throw new Refused(UploadProblem.of(full));
        } catch (FileTooLarge large) {
            throw new Refused(UploadProblem.TOO_LARGE);
        } catch (StorageFailure failure) {
            throw new Refused(failure.full() ? UploadProblem.NO_ROOM : UploadProblem.AWAY);
        } catch (IOException malformed) {
            throw new Refused(UploadProblem.BROKEN);
        } finally {
            if (!whole && upload.received != null) {
                uploads.discard(upload.received);
            }
        }
    }

    /** What makes it this form: the anti-forgery value of the page it stands on, and all that the member gave. */
    List<String> content() {
        return List.of(forgeryValue, description, basename, received().sha256());
    }

    String description() {
        return description;
    }

    String basename() {
        return basename;
    }

    Received received() {
        if (received == null) {
            throw new IllegalStateException("a form that was read has a file");
        }
        return received;
    }

    private void parts(HttpServletRequest request) throws Refused, IOException {
        JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> reader = new JakartaServletFileUpload<>();
        reader.setHeaderCharset(SentFileName.HEADERS);
        byte[] boundary = reader.getBoundary(request.getContentType());
        size = new SentFormSize(request.getContentLengthLong(), boundary == null ? 0 : boundary.length);
        FileItemInputIterator parts = reader.getItemIterator(request);
        while (received == null && parts.hasNext()) {
            part(parts.next());
        }
        if (received == null) {
            throw new Refused(trusted ? UploadProblem.NO_FILE : UploadProblem.OLD);
        }
    }

    private void part(FileItemInput part) throws Refused, IOException {
        String name = Optional.ofNullable(part.getFieldName()).orElse("");
        if (!trusted) {
            forgeryValue = name.equals(Page.FORGERY_FIELD) ? text(part) : "";
            if (!genuine.test(forgeryValue)) {
                throw new Refused(UploadProblem.OLD);
            }
            trusted = true;
        } else if (name.equals("description")) {
            description = text(part).strip();
        } else if (name.equals("data_file") && !part.isFormField()) {
            file(part);
        }
    }

    private void file(FileItemInput part) throws Refused, IOException {
        String sent = sentName(part);
        if (sent.isEmpty()) {
            throw new Refused(UploadProblem.NO_FILE);
        }
        basename = Basename.of(sent).orElseThrow(() -> new Refused(UploadProblem.NAME));
        if (description.isEmpty() || TypedText.length(description) > FileMetadata.LONGEST_DESCRIPTION) {
            throw new Refused(UploadProblem.DESCRIPTION);
        }
        try (InputStream content = part.getInputStream()) {
            received = uploads.receive(content, charge, size(part));
        }
    }

    /** The reading ends with the file, so what comes after it may make it look longer. */
    private UploadSize size(FileItemInput part) {
        long likely = size.of(part);
        return likely < 0 ? UploadSize.UNKNOWN : new UploadSize(likely, Math.max(0, likely - LONGEST_FIELD));
    }

    private static String sentName(FileItemInput part) throws Refused {
        try {
            return SentFileName.of(part);
        } catch (BadRequest otherBytes) {
            throw new Refused(UploadProblem.NAME);
        }
    }

    private String text(FileItemInput part) throws IOException {
        try (InputStream content = part.getInputStream()) {
            byte[] value = content.readNBytes(LONGEST_FIELD);
            size.passed(part, value.length);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        }
    }
}
