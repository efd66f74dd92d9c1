package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import vouchsafe.files.FileTooLarge;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.Received;
import vouchsafe.files.StorageFailure;
import vouchsafe.files.UploadCharge;
import vouchsafe.files.UploadSize;
import vouchsafe.files.Uploads;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.SentFileName;
import vouchsafe.web.SentFormSize;
import vouchsafe.web.api.ApiRefusal;

/**
 * A form with a file, read as it comes: fields before or after the file, the file straight into storage.
 *
 * @param file the received file; null where the form has none
 * @param fileName its name as sent; empty where there is no file
 */
record UploadForm(ApiBody fields, @Nullable Received file, String fileName) {
    private static final String FILE = "data_file";
    private static final int LONGEST_FIELDS = 1024 * 1024;
    private static final int MOST_FIELDS = 100;
    /** Bytes of a refused form that are still read, so that its sender gets to see the refusal. */
    private static final long DRAINED = 64L * 1024 * 1024;

    /** Checks the fields before the file as soon as the file begins, to refuse a call early, and says whose room it takes. */
    interface BeforeFile {
        UploadCharge check(ApiBody fields) throws ApiRefusal, BadRequest;
    }

    static UploadForm read(HttpServletRequest request, Uploads uploads, BeforeFile before)
            throws ApiRefusal, BadRequest, IOException {
        Reading reading = new Reading(uploads, before);
        boolean whole = false;
        try {
            reading.all(request);
            whole = true;
            return new UploadForm(new ApiBody(reading.fields), reading.file, reading.fileName);
        } catch (QuotaReached full) {
            throw full;
        } catch (FileTooLarge large) {
            throw new BadRequest(413, large.explanation());
        } catch (StorageFailure failure) {
            throw new BadRequest(failure.status(), failure.explanation());
        } catch (IOException malformed) {
            // This also happens where the sender hangs up.
            throw new BadRequest(400, "The multipart body can't be read.");
        } finally {
            if (!whole) {
                reading.giveUp();
                drain(request);
            }
        }
    }

    private static void drain(HttpServletRequest request) {
        try {
            InputStream rest = request.getInputStream();
            byte[] chunk = new byte[64 * 1024];
            long drained = 0;
            int read = 0;
            while (read >= 0 && drained < DRAINED) {
                read = rest.read(chunk);
                drained += Math.max(read, 0);
            }
        } catch (IOException gone) {
            // The sender hung up and needs no answer.
        }
    }

    /** The state of one reading. */
    private static final class Reading {
        private final Uploads uploads;
        private final BeforeFile before;
        private final Map<String, List<String>> fields = new LinkedHashMap<>();
        private int bytes;
        private SentFormSize size = new SentFormSize(-1, 0);
        private @Nullable Received file;
        private String fileName = "";

        Reading(Uploads uploads, BeforeFile before) {
            this.uploads = uploads;
            this.before = before;
        }

        void all(HttpServletRequest request) throws ApiRefusal, BadRequest, IOException {
            JakartaServletFileUpload<DiskFileItem, DiskFileItemFactory> reader = new JakartaServletFileUpload<>();
            reader.setHeaderCharset(SentFileName.HEADERS);
            byte[] boundary = reader.getBoundary(request.getContentType());
            size = new SentFormSize(request.getContentLengthLong(), boundary == null ? 0 : boundary.length);
            FileItemInputIterator parts = reader.getItemIterator(request);
            int count = 0;
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (++count > MOST_FIELDS) {
                    throw new BadRequest(400, "There are more than " + MOST_FIELDS + " fields.");
                }
                if (part.isFormField()) {
                    field(part);
                } else {
                    file(part);
                }
            }
        }

        private void field(FileItemInput part) throws BadRequest, IOException {
            byte[] value;
            try (InputStream content = part.getInputStream()) {
                value = content.readNBytes(LONGEST_FIELDS - bytes + 1);
            }
            bytes += value.length;
            size.passed(part, value.length);
            if (bytes > LONGEST_FIELDS) {
                throw new BadRequest(413, "The fields are larger than " + LONGEST_FIELDS / 1024 + " kB.");
            }
            String name = part.getFieldName();
            fields.computeIfAbsent(name == null ? "" : name, none -> new ArrayList<>(1))
                    .add(text(value));
        }

        private void file(FileItemInput part) throws ApiRefusal, BadRequest, IOException {
            if (!FILE.equals(part.getFieldName()) || file != null) {
                throw Refusals.field(FILE, "Send one file, in the field data_file.");
            }
            UploadCharge charge = before.check(new ApiBody(fields));
            fileName = SentFileName.of(part);
            try (InputStream content = part.getInputStream()) {
                file = uploads.receive(content, charge, size(part));
            }
        }

        /** Fields may follow the file, so it may be shorter by as much as they may be long. */
        private UploadSize size(FileItemInput part) {
            long likely = size.of(part);
            return likely < 0 ? UploadSize.UNKNOWN : new UploadSize(likely, Math.max(1, likely - LONGEST_FIELDS));
        }

        void giveUp() {
            if (file != null) {
                uploads.discard(file);
            }
        }

        private static String text(byte[] value) throws BadRequest {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(value))
                        .toString();
            } catch (CharacterCodingException malformed) {
                throw new BadRequest(400, "A parameter is not valid UTF-8.");
            }
        }
    }
}
