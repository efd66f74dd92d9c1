package vouchsafe.files.transfer;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileAccess;
import vouchsafe.files.Uploads;
import vouchsafe.web.PublicAddress;

/** Puts the door of files at the addresses that sealed links lead to. */
@Configuration(proxyBeanMethods = false)
public class TransferConfiguration {

    @Bean
    ServletRegistrationBean<UploadServlet> uploadServlet(JsonMapper json, DirectUploads direct, Uploads uploads) {
        return new ServletRegistrationBean<>(
                new UploadServlet(json, direct, uploads), "/data-management/datafile-upload/*");
    }

    @Bean
    ServletRegistrationBean<DownloadServlet> downloadServlet(
            JsonMapper json, FileAccess access, DataFiles files, DownloadLinks links, PublicAddress address) {
        return new ServletRegistrationBean<>(
                new DownloadServlet(json, access, files, links, address), "/data-management/datafile-download/*");
    }
}
