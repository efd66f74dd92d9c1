package vouchsafe.openhumans.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.datatypes.DataType;
import vouchsafe.grants.SourceLabel;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDetails;
import vouchsafe.web.PublicAddress;

/** Writes a project's description of itself. */
public final class ProjectJson {
    private final PublicAddress address;

    public ProjectJson(PublicAddress address) {
        this.address = address;
    }

    /**
     * The fields of a project.
     *
     * @param members the number of members who share with it now
     * @param dataTypes numbers of its registered kinds of data
     */
    public Map<String, @Nullable Object> of(Project project, long members, List<Integer> dataTypes) {
        ProjectDetails details = project.details();
        List<Integer> sources = project.requested().permissions().sources();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("active", project.active());
        answer.put("approved", project.approved());
        answer.put("authorized_members", members);
        answer.put("badge_image", project.badgePath().isEmpty() ? null : address.url(project.badgePath()));
        answer.put("contact_email", details.addresses().contactEmail());
        answer.put("id", project.id());
        answer.put("id_label", project.sourceLabel());
        answer.put("info_url", details.addresses().infoUrl());
        answer.put("is_academic_or_nonprofit", details.listing().academicOrNonprofit());
        answer.put("is_study", details.about().study());
        answer.put("leader", details.about().leader());
        answer.put("long_description", details.listing().longDescription());
        answer.put("name", project.name());
        answer.put("organization", details.about().organization());
        answer.put(
                "registered_datatypes",
                dataTypes.stream().map(DataType::apiPath).toList());
        answer.put(
                "requested_sources",
                sources.stream().map(id -> "/api/public/project/" + id + "/").toList());
        answer.put(
                "request_sources_access", sources.stream().map(SourceLabel::of).toList());
        answer.put("request_username_access", project.requested().permissions().usernameAccess());
        answer.put("returned_data_description", details.about().returnedDataDescription());
        answer.put("short_description", details.about().shortDescription());
        answer.put("slug", project.slug());
        answer.put("type", project.kind().word());
        return answer;
    }
}
