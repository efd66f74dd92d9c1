package vouchsafe.portal.datatypes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.projects.Catalogue;

/** Builds the pages of the kinds of data. */
@Configuration(proxyBeanMethods = false)
public class DataTypePagesConfiguration {

    @Bean
    DataTypesController dataTypesController(
            DataTypes dataTypes, RegisteredDataTypes registered, Catalogue catalogue, Members members) {
        return new DataTypesController(dataTypes, registered, catalogue, members);
    }

    @Bean
    DataTypeFormController dataTypeFormController(DataTypes dataTypes) {
        return new DataTypeFormController(dataTypes);
    }
}
