package vouchsafe.standard;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.oauth.http.ClientProofs;
import vouchsafe.web.BasePath;
import vouchsafe.web.PublicAddress;

/** Puts the endpoints of the RFCs at their addresses. */
@Configuration(proxyBeanMethods = false)
public class StandardConfiguration {
    @Bean
    ServletRegistrationBean<ReceiptKeysServlet> receiptKeysServlet(JsonMapper json, SigningKeys keys) {
        return new ServletRegistrationBean<>(new ReceiptKeysServlet(json, keys), "/.well-known/receipt-keys.json");
    }

    /** An issuer with a path has its document at the well-known path before its own (RFC 8414 section 3.1). */
    @Bean
    ServletRegistrationBean<MetadataServlet> metadataServlet(
            JsonMapper json, PublicAddress address, ClientProofs proofs) {
        MetadataServlet servlet = new MetadataServlet(json, address, proofs);
        BasePath path = address.path();
        return path.isNone()
                ? new ServletRegistrationBean<>(servlet, BasePath.METADATA)
                : new ServletRegistrationBean<>(servlet, BasePath.METADATA, BasePath.METADATA + path.text());
    }
}
