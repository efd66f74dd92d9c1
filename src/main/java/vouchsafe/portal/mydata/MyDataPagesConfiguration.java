package vouchsafe.portal.mydata;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Clients;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;
import vouchsafe.sharing.PublicSharing;

/** Builds the pages on which members look after their own data. */
@Configuration(proxyBeanMethods = false)
public class MyDataPagesConfiguration {

    @Bean
    PublicDataController publicDataController(
            PublicSharing sharing, Projects projects, Catalogue catalogue, JsonMapper json) {
        return new PublicDataController(sharing, projects, catalogue, json);
    }

    @Bean
    FileLines fileLines(ReadLedger ledger, Projects projects, Clients clients, DataTypes types, JsonMapper json) {
        return new FileLines(ledger, projects, clients, types, json);
    }

    @Bean
    MyData myData(
            DataFiles files,
            FileLines lines,
            Grants grants,
            Projects projects,
            Catalogue catalogue,
            PublicSharing sharing) {
        return new MyData(files, lines, grants, projects, catalogue, sharing);
    }

    @Bean
    MyDataController myDataController(
            MyData data,
            FileLines lines,
            DataFiles files,
            DownloadLinks links,
            Projects projects,
            InstantSource clock) {
        return new MyDataController(data, lines, files, links, projects, clock);
    }

    @Bean
    Ledger ledger(ReadLedger reads, FileLines names, Grants grants, Catalogue catalogue) {
        return new Ledger(reads, names, grants, catalogue);
    }

    @Bean
    LedgerExport ledgerExport(Ledger ledger, JsonMapper json) {
        return new LedgerExport(ledger, json);
    }

    @Bean
    LedgerController ledgerController(Ledger ledger, LedgerExport export, Grants grants, Projects projects) {
        return new LedgerController(ledger, export, grants, projects);
    }
}
