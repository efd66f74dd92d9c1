package vouchsafe.openhumans.publicdata;

import java.util.List;
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
    ServletRegistrationBean<PublicDataServlet> publicDataServlet(
            JsonMapper json,
            PublicFileJson files,
            DataTypes dataTypes,
            RegisteredDataTypes registered,
            PublicMembers members,
            ApprovedProjects projects,
            PublicAddress address) {
        ProjectLists lists = new ProjectLists(projects, registered, new ProjectJson(address));
        List<PublicResource> resources = List.of(
                new FilesResource(files),
                new DataTypesResource(dataTypes, registered, files, new FileJson(address), address),
                new MembersResource(members, files, lists, address),
                new ProjectsResource(lists, members, files, address));
        return new ServletRegistrationBean<>(new PublicDataServlet(json, BASE, address, resources), BASE + "/*");
    }

    @Bean
    ServletRegistrationBean<PublicDataServlet> legacyPublicDataServlet(
            JsonMapper json,
            PublicFileJson files,
            PublicMembers members,
            ApprovedProjects projects,
            PublicAddress address) {
        ServletRegistrationBean<PublicDataServlet> registration = new ServletRegistrationBean<>(
                new PublicDataServlet(
                        json, LEGACY_BASE, address, List.of(new LegacyResource(files, members, projects))),
                LEGACY_BASE + "/*",
                LEGACY_BASE + ".json");
        // Two servlets of one class would otherwise get the same name.
        registration.setName("legacyPublicDataServlet");
        return registration;
    }
}
