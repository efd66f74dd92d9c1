package vouchsafe.consent;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.projects.Project;

/** Writes consents and withdrawals as the JSON that a receipt keeps. */
final class ConsentDocuments {
    private final JsonMapper json;

    ConsentDocuments(JsonMapper json) {
        this.json = json;
    }

    String agreed(AuthorizationRequest request, Optional<Project> project, Permissions permissions, boolean hidden) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("client", request.client().clientId());
        document.put("client_name", request.client().name());
        project.ifPresent(each -> document.put("shown", each.requested()));
        document.put("agreed", permissions);
        document.put("hidden", hidden);
        return json.writeValueAsString(document);
    }

    String agreedOnSite(Project project, Permissions permissions, Instant acceptedAt, boolean hidden) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("project", project.id());
        document.put("shown", project.requested());
        document.put("consent_text_accepted_at", acceptedAt.toString());
        document.put("agreed", permissions);
        document.put("hidden", hidden);
        return json.writeValueAsString(document);
    }

    String erasureConfirmed(String by) {
        return json.writeValueAsString(Map.of("by", by));
    }

    String withdrawn(EndedBy by, boolean erasureRequested, boolean filesErased, @Nullable String reason) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("by", by.word());
        document.put("erasure_requested", erasureRequested);
        document.put("files_erased_here", filesErased);
        if (reason != null) {
            document.put("reason", reason);
        }
        return json.writeValueAsString(document);
    }
}
