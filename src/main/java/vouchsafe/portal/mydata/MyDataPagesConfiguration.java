package vouchsafe.portal.mydata;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
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
}
