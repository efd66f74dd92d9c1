package vouchsafe.portal.receipts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.consent.SignedReceipts;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Projects;

/** Builds the pages of receipts. */
@Configuration(proxyBeanMethods = false)
public class ReceiptPagesConfiguration {

    @Bean
    ReceiptController receiptController(SignedReceipts receipts, Grants grants, Projects projects, JsonMapper json) {
        return new ReceiptController(receipts, grants, projects, json);
    }
}
