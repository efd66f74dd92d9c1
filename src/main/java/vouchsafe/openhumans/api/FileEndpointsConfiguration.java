package vouchsafe.openhumans.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.Uploads;

/** Builds the endpoints through which projects upload and delete files. */
@Configuration(proxyBeanMethods = false)
public class FileEndpointsConfiguration {

    @Bean
    FileUploadEndpoint fileUploadEndpoint(Uploads uploads, RegisteredDataTypes dataTypes, JsonMapper json) {
        return new FileUploadEndpoint(uploads, new UploadFields(dataTypes, json));
    }

    @Bean
    DirectUploadEndpoint directUploadEndpoint(DirectUploads uploads, RegisteredDataTypes dataTypes, JsonMapper json) {
        return new DirectUploadEndpoint(uploads, new UploadFields(dataTypes, json));
    }

    @Bean
    CompleteUploadEndpoint completeUploadEndpoint(DirectUploads uploads) {
        return new CompleteUploadEndpoint(uploads);
    }

    @Bean
    FileDeleteEndpoint fileDeleteEndpoint(DataFiles files) {
        return new FileDeleteEndpoint(files);
    }
}
