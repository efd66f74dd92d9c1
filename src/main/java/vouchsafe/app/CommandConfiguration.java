package vouchsafe.app;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Builds the parts that a command needs: the rooms, without a web server. */
@Configuration(proxyBeanMethods = false)
@Import(RoomsConfiguration.class)
class CommandConfiguration {

    @Bean
    JsonMapper jsonMapper() {
        return JsonMapper.shared();
    }
}
