package vouchsafe.files;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.Seals;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Figure;
import vouchsafe.db.Job;
import vouchsafe.grants.Grants;
import vouchsafe.web.PublicAddress;

/** Builds the store of files. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {
    private final JdbcClient sql;
    private final GrantHold hold;
    private final DurableActs acts;
    private final InstantSource clock;

    FilesConfiguration(JdbcClient sql, Grants grants, Standings standings, DurableActs acts, InstantSource clock) {
        this.sql = sql;
        this.hold = new GrantHold(grants, standings);
        this.acts = acts;
        this.clock = clock;
    }

    @Bean
    FileStorage fileStorage(FilesSettings settings, ObjectProvider<ObjectWatch> watches) {
        FileStorage storage = storage(settings);
        ObjectWatch watch = watches.getIfAvailable();
        return watch == null ? storage : new WatchedStorage(storage, watch);
    }

    static FileStorage storage(FilesSettings settings) {
        if (settings.s3().isEmpty()) {
            return new LocalFolderStorage(settings.folder(), settings.reserve());
        }
        S3Storage storage = new S3Storage(settings.s3().get());
        storage.check();
        return storage;
    }

    @Bean
    KeptFiles keptFiles(ChangeFeed changes) {
        return new KeptFiles(sql, changes);
    }

    @Bean
    DataFiles dataFiles(FileStorage storage, KeptFiles kept, Quotas quotas) {
        return new DataFiles(new DataFileTable(sql, kept), kept, storage, hold, acts, quotas);
    }

    /** How much members keep here. */
    @Bean
    Figure storedFiles() {
        return new Figure(
                "",
                List.of(""),
                Duration.ofMinutes(5),
                version -> "SELECT '', coalesce(sum(size), 0), count(*) FROM data_files",
                List.of(
                        new Figure.Column("vouchsafe.storage.bytes", "Bytes of all members' files"),
                        new Figure.Column("vouchsafe.storage.files", "Members' files")));
    }

    @Bean
    Quotas quotas(FilesSettings settings) {
        return new Quotas(new QuotaTable(sql), new LooseObjects(sql), settings.quotas(), acts);
    }

    @Bean
    Uploads uploads(FileStorage storage, KeptFiles kept, FilesSettings settings, Quotas quotas) {
        Uploads.Room room = new Uploads.Room(settings.largest(), quotas);
        return new Uploads(storage, new LooseObjects(sql), new DataFileTable(sql, kept), room, hold, acts);
    }

    @Bean
    DirectUploads directUploads(JsonMapper json, Uploads uploads, Quotas quotas, Seals seals, PublicAddress address) {
        return new DirectUploads(
                new FileUploadTable(sql, json), uploads, quotas, hold, new UploadLinks(seals, address), acts);
    }

    @Bean
    StorageTruth storageTruth() {
        return new StorageTruth(sql, acts);
    }

    /** What is counted is held against what is there every six hours: the release before this one did not count. */
    @Bean
    Job storageCounting(StorageTruth truth, Quotas quotas) {
        return new Job.Repeated("storage-counting", Duration.ofHours(6), () -> {
            truth.run();
            quotas.forgetDays();
        });
    }

    /** Says so at start where the files of this database lie somewhere else. */
    @Bean
    StorageCheck storageCheck(FileStorage storage) {
        StorageCheck check = new StorageCheck(sql, storage);
        check.run();
        return check;
    }

    @Bean
    DownloadLinks downloadLinks(Seals seals, PublicAddress address) {
        return new DownloadLinks(seals, address, clock);
    }

    @Bean
    ReadLedger readLedger() {
        return new ReadLedger(sql, clock);
    }

    @Bean
    Purge filePurge(FileStorage storage, Quotas quotas) {
        return new Purge(sql, new LooseObjects(sql), storage, quotas, acts);
    }

    /** Uploads that were not completed go after six hours, the bytes of deleted files within a minute. */
    @Bean
    Job filePurging(Purge purge) {
        return new Job.Repeated("file-purging", Duration.ofSeconds(30), purge::run);
    }

    @Bean
    Job ledgerMonths() {
        return new Job.Repeated("ledger-months", Duration.ofDays(1), new LedgerMonths(sql, clock)::make);
    }

    @Bean
    StoredBytes storedBytes() {
        return new StoredBytes(sql);
    }
}
