package vouchsafe.datatypes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.DurableActs;
import vouchsafe.projects.Projects;

/** Builds the registry of the kinds of data. */
@Configuration(proxyBeanMethods = false)
public class DataTypesConfiguration {

    @Bean
    DataTypeTable dataTypeTable(JdbcClient sql) {
        return new DataTypeTable(sql);
    }

    @Bean
    DataTypes dataTypes(DataTypeTable table, DurableActs acts) {
        return new DataTypes(table, acts);
    }

    @Bean
    RegisteredDataTypes registeredDataTypes(JdbcClient sql, DataTypeTable table, Projects projects, JsonMapper json) {
        return new RegisteredDataTypes(sql, table, projects, json);
    }

    @Bean
    DataTypeRegistration dataTypeRegistration(RegisteredDataTypes registered, DurableActs acts) {
        return new DataTypeRegistration(registered, acts);
    }
}
