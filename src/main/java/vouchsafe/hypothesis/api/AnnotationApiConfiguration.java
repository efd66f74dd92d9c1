package vouchsafe.hypothesis.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Preferences;
import vouchsafe.annotations.Readers;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.hypothesis.bulk.BulkActions;
import vouchsafe.hypothesis.bulk.BulkReads;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiServlet;
import vouchsafe.web.api.Route;

/** Puts the annotation API at its addresses. */
@Configuration(proxyBeanMethods = false)
public class AnnotationApiConfiguration {

    private final Annotations annotations;
    private final Readers readers;
    private final Members members;
    private final Authority authority;
    private final PublicAddress address;
    private final JsonMapper json;

    AnnotationApiConfiguration(
            Annotations annotations,
            Readers readers,
            Members members,
            Authority authority,
            PublicAddress address,
            JsonMapper json) {
        this.annotations = annotations;
        this.readers = readers;
        this.members = members;
        this.authority = authority;
        this.address = address;
        this.json = json;
    }

    @Bean
    AnnotationJson annotationJson() {
        return new AnnotationJson(annotations, readers, members, authority, address, json);
    }

    @Bean
    ProfileResource annotationProfiles(Groups groups, Preferences preferences) {
        return new ProfileResource(groups, preferences, authority, new GroupJson(authority, address), json);
    }

    @Bean
    ServletRegistrationBean<ApiServlet<AnnotationEndpoint>> annotationApiServlet(
            Groups groups,
            Grants grants,
            AnnotationLedger ledger,
            RefusedCalls calls,
            ApiCallers callers,
            AnnotationJson wording,
            ProfileResource profiles,
            VouchedAccounts accounts,
            BulkActions bulk,
            BulkReads sharedWork,
            InstantSource clock) {
        GroupJson groupWording = new GroupJson(authority, address);
        GroupFinder finder = new GroupFinder(groups, groupWording);
        List<Route<AnnotationEndpoint>> routes = new ArrayList<>();
        routes.addAll(new AnnotationResource(annotations, groups, readers, wording, json).routes());
        routes.addAll(new ModerationResource(annotations, readers, wording).routes());
        routes.addAll(new SearchResource(annotations, callers, authority, wording).routes());
        routes.addAll(new GroupResource(groups, finder, annotations, authority, groupWording, wording).routes());
        routes.addAll(new MemberResource(groups, finder, members, callers, authority).routes());
        routes.addAll(profiles.routes());
        routes.addAll(new BulkResource(bulk, sharedWork, json).routes());
        routes.addAll(new UsersResource(callers, accounts, json).routes());
        routes.add(new DebugTokenResource(clock).route());
        routes.addAll(new IndexResource(address, routes).routes());
        AnnotationApi dialect = new AnnotationApi(callers, readers, grants, ledger, calls, json);
        ServletRegistrationBean<ApiServlet<AnnotationEndpoint>> registration = new ServletRegistrationBean<>(
                new ApiServlet<>(json, dialect, routes),
                // What no other room has taken below it is answered here, unknown addresses among them.
                "/api",
                "/api/*");
        registration.setName("annotationApi");
        return registration;
    }
}
