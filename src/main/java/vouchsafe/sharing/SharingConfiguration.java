package vouchsafe.sharing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.AuditLog;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.Authorizations;
import vouchsafe.projects.Projects;

/** Builds joining and withdrawal. */
@Configuration(proxyBeanMethods = false)
public class SharingConfiguration {

    @Bean
    ConsentDocuments consentDocuments(JsonMapper json) {
        return new ConsentDocuments(json);
    }

    @Bean
    Joining joining(
            Projects projects,
            Grants grants,
            Authorizations authorizations,
            ConsentDocuments documents,
            AuditLog audit,
            TransactionTemplate transactions) {
        return new Joining(projects, grants, authorizations, documents, audit, transactions);
    }
}
