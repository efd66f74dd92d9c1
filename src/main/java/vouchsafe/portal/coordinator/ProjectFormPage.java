package vouchsafe.portal.coordinator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDetails;
import vouchsafe.projects.ProjectKind;
import vouchsafe.web.pages.Choice;

/**
 * The form of a project as its page shows it.
 *
 * @param kind where its members consent
 * @param project the stored project, or null while it is being made
 * @param fields what stands in the fields
 * @param errors messages by field name
 * @param sources what data may be asked of
 * @param preview what a member would see, or null where nobody asked
 * @param changeWaits whether the fields show a change that waits for a reviewer
 */
public record ProjectFormPage(
        ProjectKind kind,
        @Nullable Project project,
        FormFields fields,
        Map<String, String> errors,
        List<Choice> sources,
        @Nullable Preview preview,
        boolean changeWaits) {

    /** What a member would see. */
    public record Preview(ProjectDetails details, Asking asking) {}

    /** Where the form is sent to. */
    public String action() {
        return project == null ? "/direct-sharing/projects/" + kind.word() + "/create/" : project.updatePath();
    }

    /** Whether members join on this server's own pages. */
    public boolean onSite() {
        return kind == ProjectKind.ON_SITE;
    }

    /** The message beside a field, or an empty text. */
    public String error(String name) {
        return errors.getOrDefault(name, "");
    }
}
