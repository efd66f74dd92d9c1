package vouchsafe.hypothesis.bulk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Provisioning;
import vouchsafe.annotations.SharedWork;
import vouchsafe.hypothesis.ApiCallers;

/** Builds what answers bulk calls. */
@Configuration(proxyBeanMethods = false)
public class BulkConfiguration {

    @Bean
    BulkActions bulkActions(Provisioning provisioning, ApiCallers callers, JsonMapper json) {
        return new BulkActions(provisioning, callers, json);
    }

    @Bean
    BulkReads bulkReads(SharedWork sharedWork, Groups groups, Members members, JsonMapper json) {
        return new BulkReads(sharedWork, groups, members, json);
    }
}
