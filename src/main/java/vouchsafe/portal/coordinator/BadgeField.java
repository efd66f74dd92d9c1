package vouchsafe.portal.coordinator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import vouchsafe.projects.Badges;
import vouchsafe.projects.ProjectForm;

/** The field {@code badge_image} of the project form: a file, nothing, or on an edit the wish to clear it. */
final class BadgeField {
    private final Badges badges;

    BadgeField(Badges badges) {
        this.badges = badges;
    }

    /** The change that the field asks for. */
    sealed interface Change {
        /** No file was chosen: the image stays. */
        record Keep() implements Change {}

        /** The box "clear" was ticked: the image goes. */
        record Clear() implements Change {}

        /** A good image was chosen to replace it. */
        record Replace(Badges.Upload.Image image) implements Change {}

        /** The chosen file is no acceptable image. */
        record Refused(String why) implements Change {}
    }

    Change read(@Nullable MultipartFile upload, boolean clear) {
        if (upload == null || upload.isEmpty()) {
            return clear ? new Change.Clear() : new Change.Keep();
        }
        return switch (badges.check(upload::getBytes)) {
            case Badges.Upload.Image image -> new Change.Replace(image);
            case Badges.Upload.Refused(String why) -> new Change.Refused(why);
        };
    }

    /** Joins the outcomes of the fields and of the file to that of the whole form. */
    ProjectForm.Outcome joined(ProjectForm.Outcome fields, Change badge) {
        if (!(badge instanceof Change.Refused(String why))) {
            return fields;
        }
        Map<String, String> errors = new LinkedHashMap<>();
        if (fields instanceof ProjectForm.Outcome.Invalid(Map<String, String> others)) {
            errors.putAll(others);
        }
        errors.put("badge_image", why);
        return new ProjectForm.Outcome.Invalid(errors);
    }

    void apply(int projectId, Change change) {
        switch (change) {
            case Change.Keep keep -> {}
            case Change.Clear clear -> badges.clear(projectId);
            case Change.Replace(Badges.Upload.Image image) -> badges.store(projectId, image);
            case Change.Refused refused -> throw new IllegalStateException("a refused badge cannot be stored");
        }
    }
}
