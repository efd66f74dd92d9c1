package vouchsafe.portal;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import vouchsafe.portal.account.AccountPagesConfiguration;
import vouchsafe.portal.authorize.AuthorizationPagesConfiguration;
import vouchsafe.portal.catalogue.CataloguePagesConfiguration;
import vouchsafe.portal.coordinator.CoordinatorPagesConfiguration;
import vouchsafe.portal.datatypes.DataTypePagesConfiguration;
import vouchsafe.portal.documentation.DocumentationConfiguration;
import vouchsafe.portal.groups.GroupPagesConfiguration;
import vouchsafe.portal.inbox.InboxPagesConfiguration;
import vouchsafe.portal.member.MemberPagesConfiguration;
import vouchsafe.portal.mydata.MyDataPagesConfiguration;
import vouchsafe.portal.oauthclients.OAuthClientsPagesConfiguration;
import vouchsafe.portal.operation.OperationPagesConfiguration;
import vouchsafe.portal.receipts.ReceiptPagesConfiguration;
import vouchsafe.portal.records.RecordPagesConfiguration;
import vouchsafe.portal.review.ReviewPagesConfiguration;
import vouchsafe.portal.search.SearchPagesConfiguration;
import vouchsafe.web.pages.FormRules;

/** Builds the pages for people, and their security chain. */
@Configuration(proxyBeanMethods = false)
@Import({
    AccountPagesConfiguration.class,
    AuthorizationPagesConfiguration.class,
    CataloguePagesConfiguration.class,
    CoordinatorPagesConfiguration.class,
    DataTypePagesConfiguration.class,
    DocumentationConfiguration.class,
    GroupPagesConfiguration.class,
    InboxPagesConfiguration.class,
    MemberPagesConfiguration.class,
    MyDataPagesConfiguration.class,
    OAuthClientsPagesConfiguration.class,
    OperationPagesConfiguration.class,
    ReceiptPagesConfiguration.class,
    RecordPagesConfiguration.class,
    ReviewPagesConfiguration.class,
    SearchPagesConfiguration.class
})
public class PortalConfiguration {

    @Bean
    HomeController homeController() {
        return new HomeController();
    }

    /** The forms that are not answered again as they were. */
    @Bean
    FormRules formRules() {
        return new FormRules(FormsAnew.FREE, FormsAnew.ANEW);
    }

    /** Limits the size of pages' forms; badge images and documents for reviewers are their largest parts. */
    @Bean
    MultipartConfigElement pageUploads() {
        MultipartConfigFactory limits = new MultipartConfigFactory();
        limits.setMaxFileSize(DataSize.ofMegabytes(11));
        limits.setMaxRequestSize(DataSize.ofMegabytes(12));
        limits.setFileSizeThreshold(DataSize.ofKilobytes(256));
        return limits.createMultipartConfig();
    }
}
