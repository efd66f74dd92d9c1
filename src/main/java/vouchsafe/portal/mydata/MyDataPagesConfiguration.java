package vouchsafe.portal.mydata;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.MemberExports;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Preferences;
import vouchsafe.audit.AuditTrail;
import vouchsafe.clients.Clients;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.ReadLedger;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letters;
import vouchsafe.messages.Messages;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;
import vouchsafe.web.pages.FormsOnce;

/** Builds the pages on which members look after their own data. */
@Configuration(proxyBeanMethods = false)
public class MyDataPagesConfiguration {
    /** Name of the servlet that needs the filters of pages. */
    public static final String UPLOAD_SERVLET = "memberUpload";

    private static final String UPLOAD = "/member/me/upload/";

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
    ProjectFilesController projectFilesController(
            MyData data, Grants grants, Uploads uploads, DataFiles files, Projects projects) {
        return new ProjectFilesController(data, grants, uploads, files, projects);
    }

    @Bean
    ServletRegistrationBean<MemberUploadServlet> memberUploadServlet(
            Uploads uploads,
            Projects projects,
            Grants grants,
            CookieCsrfTokenRepository forgeryCookies,
            FormsOnce forms,
            JsonMapper json) {
        ServletRegistrationBean<MemberUploadServlet> servlet = new ServletRegistrationBean<>(
                new MemberUploadServlet(uploads, projects, grants, forgeryCookies, forms, json), UPLOAD + "*");
        servlet.setName(UPLOAD_SERVLET);
        return servlet;
    }

    /**
     * Refuses other spellings of the address ({@code //member}, {@code %6dember}), which lead to the servlet too, but which
     * no filter of Spring's can read.
     */
    @Bean
    FilterRegistrationBean<Filter> memberUploadAddress() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>((request, response, chain) -> {
            if (((HttpServletRequest) request).getRequestURI().startsWith(UPLOAD)) {
                chain.doFilter(request, response);
            } else {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        });
        filter.setServletNames(List.of(UPLOAD_SERVLET));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 40);
        return filter;
    }

    @Bean
    ArchiveRecords archiveRecords(
            Grants grants, FileLines names, PublicSharing sharing, AuditTrail trail, DataTypes types, JsonMapper json) {
        return new ArchiveRecords(grants, names, sharing, trail, types, json);
    }

    @Bean
    ArchiveMessages archiveMessages(Grants grants, FileLines names, Messages messages, Letters letters) {
        return new ArchiveMessages(grants, names, messages, letters);
    }

    @Bean
    ArchiveAnnotations archiveAnnotations(
            Annotations annotations, Groups groups, Preferences preferences, JsonMapper json) {
        return new ArchiveAnnotations(annotations, groups, preferences, json);
    }

    @Bean
    ArchiveDocuments archiveDocuments(
            ArchiveRecords records, ArchiveMessages messages, ArchiveAnnotations annotations, JsonMapper json) {
        return new ArchiveDocuments(records, messages, annotations, json);
    }

    @Bean
    Archive archive(
            DataFiles files,
            ReadLedger reads,
            LedgerExport ledger,
            ArchiveRecords records,
            ArchiveDocuments documents) {
        return new Archive(files, reads, ledger, records, documents);
    }

    @Bean
    ArchiveController archiveController(Archive archive, DataFiles files, MemberExports exports, InstantSource clock) {
        return new ArchiveController(archive, files, exports, clock);
    }

    @Bean
    Ledger ledger(ReadLedger files, AnnotationLedger annotations, FileLines names, Grants grants, Catalogue catalogue) {
        return new Ledger(files, annotations, names, grants, catalogue);
    }

    @Bean
    LedgerExport ledgerExport(Ledger ledger, JsonMapper json) {
        return new LedgerExport(ledger, json);
    }

    @Bean
    LedgerReaders ledgerReaders(Grants grants, Projects projects, Clients clients) {
        return new LedgerReaders(grants, projects, clients);
    }

    @Bean
    LedgerController ledgerController(Ledger ledger, LedgerExport export, LedgerReaders readers) {
        return new LedgerController(ledger, export, readers);
    }
}
