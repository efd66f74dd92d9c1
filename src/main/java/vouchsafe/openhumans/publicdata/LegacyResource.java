package vouchsafe.openhumans.publicdata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vouchsafe.grants.SourceLabel;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.projects.ApprovedProjects;
import vouchsafe.projects.Catalogue.Listed;
import vouchsafe.publication.PublicFilter;
import vouchsafe.publication.PublicMembers;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code /api/public-data/...}: the older paths of public data, for programs written before the present ones. */
final class LegacyResource {
    private final PublicFileJson files;
    private final PublicMembers members;
    private final ApprovedProjects projects;

    LegacyResource(PublicFileJson files, PublicMembers members, ApprovedProjects projects) {
        this.files = files;
        this.members = members;
        this.projects = projects;
    }

    List<Route<PublicEndpoint>> routes() {
        return List.of(
                PublicEndpoint.at("", request -> files.legacyList(filter(request), request.paging())),
                PublicEndpoint.at("members-by-source", this::membersBySource),
                PublicEndpoint.at("sources-by-member", request -> sourcesByMember(request.paging())));
    }

    private static PublicFilter filter(PublicRequest request) throws ApiRefusal {
        PublicFilter filter = PublicFilter.all();
        List<String> sources = request.list("source");
        if (!sources.isEmpty()) {
            filter = filter.ofSources(sources);
        }
        Optional<String> username = request.text("username");
        if (username.isPresent()) {
            filter = filter.ofUsername(username.get());
        }
        Optional<String> number = request.text("member_id");
        if (number.isPresent()) {
            filter = filter.ofNumber(number.get());
        }
        Optional<Instant> start = request.moment("created_start", false);
        if (start.isPresent()) {
            filter = filter.createdFrom(start.get());
        }
        Optional<Instant> end = request.moment("created_end", true);
        return end.isPresent() ? filter.createdBefore(end.get()) : filter;
    }

    private Object membersBySource(PublicRequest request) {
        List<String> sources = request.list("source");
        ApprovedProjects.Filter filter =
                sources.isEmpty() ? ApprovedProjects.Filter.ALL : ApprovedProjects.Filter.of(ids(sources));
        Paging paging = request.paging();
        List<Listed> page = projects.list(filter, paging.offset(), paging.limit());
        Map<Integer, List<String>> usernames = members.usernamesBySource(
                page.stream().map(each -> each.project().id()).toList());
        return paging.envelope(
                projects.count(filter),
                page.stream()
                        .map(Listed::project)
                        .map(project -> Map.of(
                                "source", project.sourceLabel(),
                                "name", project.name(),
                                "usernames", usernames.getOrDefault(project.id(), List.of())))
                        .toList());
    }

    private Object sourcesByMember(Paging paging) {
        List<Map<String, Object>> lines = new ArrayList<>();
        members.sourcesByMember(paging.offset(), paging.limit())
                .forEach((username, sources) -> lines.add(Map.of(
                        "username",
                        username,
                        "sources",
                        sources.stream().map(SourceLabel::of).toList())));
        return paging.envelope(members.countSharing(), lines);
    }

    private static Set<Integer> ids(List<String> labels) {
        return labels.stream()
                .flatMap(label -> SourceLabel.projectId(label).stream())
                .collect(Collectors.toSet());
    }
}
