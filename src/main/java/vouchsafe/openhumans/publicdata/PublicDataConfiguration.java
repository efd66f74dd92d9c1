package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.files.DownloadLinks;
import vouchsafe.openhumans.wording.FileJson;
import vouchsafe.openhumans.wording.ProjectJson;
import vouchsafe.projects.ApprovedProjects;
import vouchsafe.publication.PublicFiles;
import vouchsafe.publication.PublicMembers;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiServlet;
import vouchsafe.web.api.Route;

/** Puts the public API at its addresses. */
@Configuration(proxyBeanMethods = false)
public class PublicDataConfiguration {
    private static final String BASE = "/api/public";
    private static final String LEGACY_BASE = "/api/public-data";

    @Bean
    PublicFileJson publicFileJson(PublicFiles files, DownloadLinks links, PublicAddress address) {
        return new PublicFileJson(files, new FileJson(address), links);
    }

    @Bean
    ServletRegistrationBean<ApiServlet<PublicEndpoint>> publicDataServlet(
            JsonMapper json,
            PublicFileJson files,
            DataTypes dataTypes,
            RegisteredDataTypes registered,
            PublicMembers members,
            ApprovedProjects projects,
            PublicAddress address) {
        ProjectLists lists = new ProjectLists(projects, registered, new ProjectJson(address));
        List<Route<PublicEndpoint>> routes = Stream.of(
                        new FilesResource(files).routes(),
                        new DataTypesResource(dataTypes, registered, files, new FileJson(address), address).routes(),
                        new MembersResource(members, files, lists, address).routes(),
                        new ProjectsResource(lists, members, files, address).routes())
                .flatMap(List::stream)
                .toList();
        ServletRegistrationBean<ApiServlet<PublicEndpoint>> registration = new ServletRegistrationBean<>(
                new ApiServlet<>(json, new PublicData(BASE, address), routes), BASE + "/*");
        registration.setName("publicData");
        return registration;
    }

    @Bean
    ServletRegistrationBean<ApiServlet<PublicEndpoint>> legacyPublicDataServlet(
            JsonMapper json,
            PublicFileJson files,
            PublicMembers members,
            ApprovedProjects projects,
            PublicAddress address) {
        ServletRegistrationBean<ApiServlet<PublicEndpoint>> registration = new ServletRegistrationBean<>(
                new ApiServlet<>(
                        json,
                        new PublicData(LEGACY_BASE, address),
                        new LegacyResource(files, members, projects).routes()),
                LEGACY_BASE + "/*",
                LEGACY_BASE + ".json");
        registration.setName("legacyPublicData");
        return registration;
    }
}
