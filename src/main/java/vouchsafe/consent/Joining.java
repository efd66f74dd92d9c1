package vouchsafe.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.grants.SourceLabel;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;
import vouchsafe.oauth.Secret;
import vouchsafe.projects.JoinDecision;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Joins a member to a client at their "yes": consent, receipt and code in one transaction. */
public final class Joining {
    /** The version of the request of a client without a project, which never changes. */
    private static final int ONLY_VERSION = 1;

    private final Projects projects;
    private final Grants grants;
    private final Authorizations authorizations;
    private final ConsentDocuments documents;
    private final DurableActs acts;

    Joining(
            Projects projects,
            Grants grants,
            Authorizations authorizations,
            ConsentDocuments documents,
            DurableActs acts) {
        this.projects = projects;
        this.grants = grants;
        this.authorizations = authorizations;
        this.documents = documents;
        this.acts = acts;
    }

    /**
     * The grant that makes asking needless: a confidential client asks for nothing beyond it (RFC 6749 section 10.2, RFC
     * 8252 section 8.6 for why not a public one).
     */
    public Optional<Grant> alreadyAgreed(UUID memberId, AuthorizationRequest request, Optional<Project> project) {
        return request.client().confidential() ? standing(memberId, request, project) : Optional.empty();
    }

    /** Joins a member to the operator's own app without asking; only members who withdrew from it are asked. */
    public Optional<Joined.Yes> trusted(Credentials credentials, AuthorizationRequest request) {
        UUID memberId = credentials.memberId();
        if (!request.client().trusted()) {
            return Optional.empty();
        }
        Optional<Grant> standing = standing(memberId, request, Optional.empty());
        if (standing.isPresent()) {
            return again(credentials, request, standing.get());
        }
        boolean withdrew = grants.find(request.client().id(), memberId)
                .filter(grant -> !grant.active())
                .isPresent();
        return withdrew || !(agree(credentials, request, ONLY_VERSION, false) instanceof Joined.Yes agreed)
                ? Optional.empty()
                : Optional.of(agreed);
    }

    /** The member's active grant, if it covers everything in this request. */
    private Optional<Grant> standing(UUID memberId, AuthorizationRequest request, Optional<Project> project) {
        return grants.find(request.client().id(), memberId)
                .filter(Grant::active)
                .filter(grant -> grant.permissions().version() == version(project))
                .filter(grant -> grant.permissions().scopes().containsAll(request.scopes()));
    }

    /**
     * Issues a further code under a grant that {@link #alreadyAgreed} found.
     *
     * @param credentials those of the browser that asks
     * @return empty where the grant, the credentials or the client ended meanwhile
     */
    public Optional<Joined.Yes> again(Credentials credentials, AuthorizationRequest request, Grant grant) {
        return authorizations.issueCode(request, grant, credentials).map(code -> new Joined.Yes(grant, code));
    }

    /**
     * Issues a further code where the member's answer came again: the consent that it gave stands.
     *
     * @param credentials those of the browser that asks
     * @param shownVersion the version of the project's request that the member read
     * @return empty where no such consent stands any more
     */
    public Optional<Joined.Yes> onceMore(Credentials credentials, AuthorizationRequest request, int shownVersion) {
        Optional<Project> project = projects.byClient(request.client().id());
        return standing(credentials.memberId(), request, project)
                .filter(grant -> grant.permissions().version() == shownVersion)
                .flatMap(grant -> again(credentials, request, grant));
    }

    /**
     * Joins the member, who agrees to the request.
     *
     * @param credentials those of the browser in which they agree
     * @param shownVersion the version of the project's request that the member read
     * @param hidden whether the member wants the connection kept off public pages
     */
    public Joined agree(Credentials credentials, AuthorizationRequest request, int shownVersion, boolean hidden) {
        UUID memberId = credentials.memberId();
        return acts.callOrUndo(undo -> {
            UUID clientRowId = request.client().id();
            Optional<Grant> before = grants.find(clientRowId, memberId).filter(Grant::active);
            Optional<Project> project = projects.byClient(clientRowId);
            if (project.isPresent()) {
                switch (projects.lockForJoin(project.get(), before.isPresent())) {
                    case JoinDecision.NotActive(Project closed) -> {
                        return new NotJoined.NotActive(closed);
                    }
                    case JoinDecision.Full(Project full, int cap) -> {
                        return new NotJoined.Full(full, cap);
                    }
                    case JoinDecision.MayJoin(Project open) -> project = Optional.of(open);
                }
            }
            if (version(project) != shownVersion) {
                return new NotJoined.Changed();
            }
            Permissions permissions = permissions(scopes(request, before), project);
            Grant grant = grants.authorize(
                    clientRowId,
                    memberId,
                    permissions,
                    hidden,
                    documents.agreed(request, project, permissions, hidden));
            acts.record(AuditEvent.of("grant.authorized")
                    .by(memberId)
                    .to(memberId)
                    .client(clientRowId)
                    .with("version", Integer.toString(permissions.version())));
            Optional<Secret> code = authorizations.issueCode(request, grant, credentials);
            if (code.isEmpty()) {
                // The member or the client ended meanwhile: the consent is undone.
                undo.run();
            }
            return code.<Joined>map(begun -> new Joined.Yes(grant, begun)).orElseGet(NotJoined.Changed::new);
        });
    }

    /** The present version of the client's request. */
    public static int version(Optional<Project> project) {
        return project.map(Project::version).orElse(ONLY_VERSION);
    }

    private static List<String> scopes(AuthorizationRequest request, Optional<Grant> before) {
        List<String> scopes = new ArrayList<>(
                before.map(grant -> grant.permissions().scopes()).orElse(List.of()));
        request.scopes().stream().filter(scope -> !scopes.contains(scope)).forEach(scopes::add);
        return scopes;
    }

    /** The permissions of a client that asks now: these scopes, and everything its project asks for. */
    static Permissions permissions(List<String> scopes, Optional<Project> project) {
        List<String> sources = project.stream()
                .flatMap(each -> each.requested().permissions().sources().stream())
                .map(SourceLabel::of)
                .toList();
        return new Permissions(
                version(project),
                scopes,
                sources,
                project.map(each -> each.requested().allSources()).orElse(false),
                project.map(each -> each.requested().permissions().usernameAccess())
                        .orElse(false),
                project.map(each -> each.requested().permissions().messagePermission())
                        .orElse(false));
    }
}
