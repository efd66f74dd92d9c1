package vouchsafe.files;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.Seals;
import vouchsafe.db.Job;
import vouchsafe.grants.Grants;
import vouchsafe.web.PublicAddress;

/** Builds the store of files. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {

    @Bean
    FileStorage fileStorage(FilesSettings settings) {
        if (settings.s3().isEmpty()) {
            return new LocalFolderStorage(settings.folder(), settings.reserve());
        }
        S3Storage storage = new S3Storage(settings.s3().get());
        storage.check();
        return storage;
    }

    @Bean
    GrantHold grantHold(Grants grants, Standings standings) {
        return new GrantHold(grants, standings);
    }

    @Bean
    DataFiles dataFiles(JdbcClient sql, FileStorage storage, GrantHold hold, DurableActs acts) {
        return new DataFiles(new DataFileTable(sql), storage, hold, acts);
    }

    @Bean
    Uploads uploads(JdbcClient sql, FileStorage storage, FilesSettings settings, GrantHold hold, DurableActs acts) {
        return new Uploads(storage, new LooseObjects(sql), new DataFileTable(sql), settings, hold, acts);
    }

    @Bean
    DirectUploads directUploads(
            JdbcClient sql,
            JsonMapper json,
            Uploads uploads,
            DataFiles files,
            GrantHold hold,
            Seals seals,
            PublicAddress address,
            DurableActs acts) {
        return new DirectUploads(
                new FileUploadTable(sql, json), uploads, files, hold, new UploadLinks(seals, address), acts);
    }

    /** Says so at start where the files of this database lie somewhere else. */
    @Bean
    StorageCheck storageCheck(JdbcClient sql, FileStorage storage) {
        StorageCheck check = new StorageCheck(sql, storage);
        check.run();
        return check;
    }

    @Bean
    DownloadLinks downloadLinks(Seals seals, PublicAddress address, InstantSource clock) {
        return new DownloadLinks(seals, address, clock);
    }

    @Bean
    ReadLedger readLedger(JdbcClient sql, InstantSource clock) {
        return new ReadLedger(sql, clock);
    }

    @Bean
    Purge filePurge(JdbcClient sql, FileStorage storage, InstantSource clock) {
        return new Purge(sql, new LooseObjects(sql), storage, clock);
    }

    /** Uploads that were not completed go after six hours, the bytes of deleted files within a minute. */
    @Bean
    Job filePurging(Purge purge) {
        return new Job.Repeated("file-purging", Duration.ofSeconds(30), purge::run);
    }

    @Bean
    Job ledgerMonths(JdbcClient sql, InstantSource clock) {
        return new Job.Repeated("ledger-months", Duration.ofDays(1), new LedgerMonths(sql, clock)::make);
    }
}
