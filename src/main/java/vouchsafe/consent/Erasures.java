package vouchsafe.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSettings;

/** Erasures on the projects' side: asked for by members who leave, confirmed by projects, visible to both. */
public final class Erasures {
    private final Grants grants;
    private final ConsentDocuments documents;
    private final ProjectSettings settings;
    private final DurableActs acts;

    Erasures(Grants grants, ConsentDocuments documents, ProjectSettings settings, DurableActs acts) {
        this.grants = grants;
        this.documents = documents;
        this.settings = settings;
        this.acts = acts;
    }

    /** The state of the erasure of the project's data under this grant. */
    public Erasure of(Grant grant) {
        Instant asked = grant.erasureRequestedAt();
        if (asked == null) {
            return new Erasure(Erasure.State.NOT_ASKED, null, null);
        }
        Instant due = asked.plus(settings.erasureDeadline());
        Instant confirmed = grant.erasureConfirmedAt();
        if (confirmed != null) {
            return new Erasure(Erasure.State.CONFIRMED, due, confirmed);
        }
        return new Erasure(acts.now().isAfter(due) ? Erasure.State.OVERDUE : Erasure.State.ASKED, due, null);
    }

    /**
     * Notes the project's confirmation that it erased the data of the member it knew by this number. A second one changes
     * nothing.
     *
     * @param actor the member who confirmed it on a page, or null where the project's own program did
     */
    public ErasureConfirmed confirm(Project project, String number, @Nullable UUID actor) {
        Optional<Grant> known = grants.findBySubject(project.clientRowId(), number);
        if (known.isEmpty()) {
            return new ErasureConfirmed.UnknownNumber();
        }
        return acts.call(() -> {
            String by = actor == null ? "the project's program" : "the project";
            Optional<Grant> now = grants.confirmErasure(known.get().id(), documents.erasureConfirmed(by));
            now.ifPresent(grant -> acts.record(event(project, grant, actor)));
            return now.or(() -> grants.find(known.get().id()))
                    .flatMap(grant -> Optional.ofNullable(grant.erasureConfirmedAt()))
                    .<ErasureConfirmed>map(at -> new ErasureConfirmed.Yes(number, at))
                    .orElseGet(ErasureConfirmed.NotAsked::new);
        });
    }

    private static AuditEvent event(Project project, Grant grant, @Nullable UUID actor) {
        AuditEvent event =
                AuditEvent.of("grant.erasure_confirmed").to(grant.memberId()).client(project.clientRowId());
        return actor == null ? event : event.by(actor);
    }
}
