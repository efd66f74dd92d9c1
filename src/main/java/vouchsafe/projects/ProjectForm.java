package vouchsafe.projects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.RedirectUri;
import vouchsafe.grants.SourceLabel;
import vouchsafe.web.TypedText;

/**
 * The rules of the project form. The names of its fields are kept: programs of coordinators send them. A field is called like the
 * column of its component in {@link ProjectDetails}.
 */
public final class ProjectForm {
    private static final int LONGEST_CONSENT = 20_000;

    private final FormFields fields;
    private final FormReader reader;

    private ProjectForm(FormFields fields) {
        this.fields = fields;
        this.reader = new FormReader(fields);
    }

    /** The outcome of reading a form. */
    public sealed interface Outcome {
        /** Every field obeys its rule. */
        record Valid(ProjectDraft draft) implements Outcome {}

        /** One message for each field at fault, in the order of the form. */
        record Invalid(Map<String, String> errors) implements Outcome {}
    }

    /**
     * Reads the form of a project to be.
     *
     * @param choices what the form may choose from
     */
    public static Outcome forNew(FormFields fields, ProjectChoices choices) {
        return forNew(ProjectKind.OAUTH2, fields, choices);
    }

    /** Reads the form of a project of this kind to be. */
    public static Outcome forNew(ProjectKind kind, FormFields fields, ProjectChoices choices) {
        return new ProjectForm(fields).read(kind, choices, false);
    }

    /**
     * Reads the form of a stored project.
     *
     * @param choices what the form may choose from, the sources asked for already included
     */
    public static Outcome forEdit(FormFields fields, Project current, ProjectChoices choices) {
        return forKind(current.kind(), fields, current, choices);
    }

    /** Reads the form of a stored project that is to become one of this kind. */
    public static Outcome forKind(ProjectKind kind, FormFields fields, Project current, ProjectChoices choices) {
        return new ProjectForm(fields)
                .read(kind, choices, current.details().permissions().messagePermission());
    }

    /** The fields of a form that shows these details, for editing. Secrets are not among them. */
    public static FormFields filled(ProjectDetails details, List<RedirectUri> redirectUrls, boolean pkceRequired) {
        Map<String, List<String>> values = new HashMap<>();
        ProjectRows.FILLED_IN.values(details).forEach((field, value) -> values.put(field, texts(value)));
        values.put(
                "redirect_url",
                List.of(redirectUrls.stream().map(RedirectUri::value).collect(Collectors.joining("\n"))));
        values.put("pkce_required", yesNo(pkceRequired));
        return new FormFields(values);
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case Boolean yes -> yesNo(yes);
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case null, default -> List.of(String.valueOf(value));
        };
    }

    /** The fields of a form that is not filled yet. */
    public static FormFields empty() {
        return new FormFields(Map.of("active", yesNo(true), "request_message_permission", yesNo(false)));
    }

    /**
     * The same fields with what most projects answer where a file leaves it out: active, nothing asked for, not academic.
     */
    public static FormFields withDefaults(FormFields fields) {
        Map<String, List<String>> values = new HashMap<>(Map.of(
                "active", yesNo(true),
                "request_username_access", yesNo(false),
                "is_academic_or_nonprofit", yesNo(false)));
        values.putAll(fields.values());
        return new FormFields(values);
    }

    private static List<String> yesNo(boolean yes) {
        return List.of(yes ? "True" : "False");
    }

    private Outcome read(ProjectKind kind, ProjectChoices choices, boolean messagePermissionOtherwise) {
        boolean study = reader.requiredChoice("is_study");
        String name = reader.requiredLine("name", 100);
        String leader = reader.requiredLine("leader", 100);
        String organization = reader.line("organization", 100);
        boolean academic = reader.requiredChoice("is_academic_or_nonprofit");
        boolean addData = fields.ticked("add_data");
        boolean exploreShare = fields.ticked("explore_share");
        if (!addData && !exploreShare) {
            reader.complain("add_data", "Pick at least one option from \"Add data\" and \"Explore and share\"");
        }
        String contactEmail = reader.requiredEmail("contact_email");
        String infoUrl = reader.requiredWebAddress("info_url", 200);
        String shortDescription = reader.requiredLine("short_description", 140);
        String longDescription = reader.requiredText("long_description", 1000);
        String returnedData = reader.line("returned_data_description", 140);
        if (addData && returnedData.isEmpty()) {
            reader.complain(
                    "returned_data_description",
                    "Please provide a description of the data you plan to upload to member accounts.");
        }
        boolean active = reader.requiredChoice("active");
        List<Integer> sources = sources(choices.sources());
        // Forms written for the original do not know this field; leaving it out asks for nothing new.
        boolean messages = reader.choice("request_message_permission", messagePermissionOtherwise);
        boolean username = reader.requiredChoice("request_username_access");
        String joglPage = reader.webAddress("jogl_page", 200);
        boolean onSite = kind == ProjectKind.ON_SITE;
        String enrollmentUrl = onSite ? "" : reader.requiredWebAddress("enrollment_url", 200);
        String termsUrl = onSite ? "" : reader.requiredWebAddress("terms_url", 200);
        List<RedirectUri> redirectUrls = onSite ? List.of() : RedirectUrlField.read(fields, reader, choices.schemes());
        String consentText = onSite ? reader.requiredText("consent_text", LONGEST_CONSENT) : "";
        String postSharingUrl = onSite ? reader.webAddress("post_sharing_url", 200) : "";
        boolean erasure = fields.ticked("erasure_supported");
        boolean mailed = fields.ticked("deauth_email_notification");
        ProjectDraft.WebhookSecretChange secret = webhookSecret();
        String webhook = reader.webAddress("deauth_webhook", 256);
        if (!reader.errors().isEmpty()) {
            return new Outcome.Invalid(reader.errors());
        }
        ProjectDetails details = new ProjectDetails(
                new ProjectDetails.About(study, name, leader, organization, shortDescription, returnedData),
                new ProjectDetails.RequestedPermissions(sources, username, messages),
                new ProjectDetails.Listing(academic, addData, exploreShare, longDescription, active),
                new ProjectDetails.Addresses(contactEmail, infoUrl, joglPage, enrollmentUrl, termsUrl),
                new ProjectDetails.Leaving(erasure, mailed, webhook),
                new ProjectDetails.OnSite(consentText, postSharingUrl));
        boolean pkceRequired = !onSite && fields.ticked("pkce_required");
        return new Outcome.Valid(new ProjectDraft(details, redirectUrls, pkceRequired, secret));
    }

    private List<Integer> sources(Set<Integer> offered) {
        Set<Integer> sources = new TreeSet<>();
        for (String value : fields.all("requested_sources")) {
            offered.stream()
                    .filter(id -> value.equals(id.toString()) || value.equals(SourceLabel.of(id)))
                    .findFirst()
                    .ifPresentOrElse(
                            sources::add,
                            () -> reader.complain(
                                    "requested_sources",
                                    "Select a valid choice. %s is not one of the available choices.".formatted(value)));
        }
        return List.copyOf(sources);
    }

    private ProjectDraft.WebhookSecretChange webhookSecret() {
        String text = reader.line("webhook_secret", 64);
        if (text.isEmpty()) {
            return fields.ticked("webhook_secret-clear")
                    ? new ProjectDraft.WebhookSecretChange.Clear()
                    : new ProjectDraft.WebhookSecretChange.Keep();
        }
        int length = TypedText.length(text);
        if (length < 16) {
            reader.complain(
                    "webhook_secret", "Ensure this value has at least 16 characters (it has %d).".formatted(length));
        }
        return new ProjectDraft.WebhookSecretChange.Replace(new WebhookSecret(text));
    }
}
