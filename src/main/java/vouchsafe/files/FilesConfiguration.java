package vouchsafe.files;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditLog;
import vouchsafe.crypto.Seals;
import vouchsafe.web.PublicAddress;

/** Builds the store of files. */
@Configuration(proxyBeanMethods = false)
public class FilesConfiguration {

    @Bean
    FileStorage fileStorage(FilesSettings settings) {
        return new LocalFolderStorage(settings.folder());
    }

    @Bean
    DataFiles dataFiles(
            JdbcClient sql,
            FileStorage storage,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        return new DataFiles(new DataFileTable(sql), storage, audit, transactions, clock);
    }

    @Bean
    DownloadLinks downloadLinks(Seals seals, PublicAddress address, InstantSource clock) {
        return new DownloadLinks(seals, address, clock);
    }

    @Bean
    ReadLedger readLedger(JdbcClient sql, InstantSource clock) {
        return new ReadLedger(sql, clock);
    }
}
