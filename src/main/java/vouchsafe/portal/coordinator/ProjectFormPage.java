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
 * @param kind the kind of project, which decides where its members consent
 * @param project the stored project, or null while it is being made
 * @param fields the present texts of the fields
 * @param errors messages by field name
 * @param sources the sources whose data may be asked for
 * @param preview the page as a member would see it, or null where it was not asked for
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

    /** The project as a member would see it. */
    public record Preview(ProjectDetails details, Asking asking) {}

    /** The form's target. */
    public String action() {
        return project == null ? "/direct-sharing/projects/" + kind.word() + "/create/" : project.updatePath();
    }

    /** Whether members join on this server's own pages. */
    public boolean onSite() {
        return kind == ProjectKind.ON_SITE;
    }
}
