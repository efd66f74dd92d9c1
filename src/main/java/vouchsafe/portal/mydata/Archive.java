package vouchsafe.portal.mydata;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Member;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.files.Basename;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.ReadLedger;
import vouchsafe.web.TypedText;

/**
 * All data of one member, written as a ZIP file while it is read: files of any size pass through, and none is held in
 * memory. An archive without its end is none, so a failure ends in an exception for the caller.
 */
final class Archive {
    private static final Logger log = LoggerFactory.getLogger(Archive.class);
    private static final int FILES_AT_ONCE = 500;
    /** Bytes of a name; with the number before it, it is no longer than file systems take. */
    private static final int LONGEST_NAME = 230;

    private final DataFiles files;
    private final ReadLedger reads;
    private final LedgerExport ledger;
    private final ArchiveRecords records;
    private final ArchiveDocuments documents;

    Archive(
            DataFiles files,
            ReadLedger reads,
            LedgerExport ledger,
            ArchiveRecords records,
            ArchiveDocuments documents) {
        this.files = files;
        this.reads = reads;
        this.ledger = ledger;
        this.records = records;
        this.documents = documents;
    }

    /** @param credentials those of the browser that asks: where they end, the archive ends at the next file */
    void write(Member member, Credentials credentials, OutputStream target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED);
            text(zip, "README.txt", ArchiveRecords.README);
            for (String name : documents.names()) {
                text(zip, name, documents.of(name, member));
            }
            text(zip, "files.json", documents.text(files(zip, credentials)));
            begin(zip, "reads.csv");
            Writer csv = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
            ledger.csv(member.id(), csv);
            csv.flush();
            zip.closeEntry();
        }
    }

    /** Writes every file and returns their descriptions. */
    private List<Map<String, Object>> files(ZipOutputStream zip, Credentials credentials) throws IOException {
        DataTypeTree kinds = records.kinds();
        List<Map<String, Object>> index = new ArrayList<>();
        List<DataFile> some;
        do {
            some = files.list(FileScope.all(credentials.memberId()), index.size(), FILES_AT_ONCE);
            for (DataFile file : some) {
                String path = "files/" + file.source() + "/" + file.id() + "-" + safe(file.basename());
                boolean there = content(zip, file, path, credentials);
                index.add(records.file(file, there ? path : "", kinds));
            }
        } while (some.size() == FILES_AT_ONCE);
        return index;
    }

    /** Writes the content of a file; false, and nothing, where it was deleted since the list was read. */
    private boolean content(ZipOutputStream zip, DataFile file, String path, Credentials credentials)
            throws IOException {
        try (InputStream content =
                file.size() == 0 ? InputStream.nullInputStream() : files.open(file, 0, file.size())) {
            if (!reads.byOwner(file, credentials)) {
                throw new IOException("the member was signed out while their archive was written");
            }
            begin(zip, path);
            content.transferTo(zip);
            zip.closeEntry();
            return true;
        } catch (IOException failure) {
            if (files.find(file.id()).isPresent()) {
                throw failure;
            }
            log.info("file {} was deleted while its owner's archive was written", file.id());
            return false;
        }
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        begin(zip, name);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }

    /** A name that unpacks into its folder and nowhere else, on every system. */
    static String safe(String basename) {
        String safe = Basename.cleared(
                basename,
                character -> Character.isISOControl(character)
                        || TypedText.turns(character)
                        || "/\\:*?\"<>|".indexOf(character) >= 0,
                LONGEST_NAME);
        return safe.replaceAll("[. ]+$", "_");
    }
}
