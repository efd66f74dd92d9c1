package vouchsafe.datatypes;

import java.util.Collection;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.projects.Project;

/** A project says which kinds of data it uploads; once it is approved, only after another approval. */
public final class DataTypeRegistration {
    private final RegisteredDataTypes registered;
    private final DurableActs acts;

    DataTypeRegistration(RegisteredDataTypes registered, DurableActs acts) {
        this.registered = registered;
        this.acts = acts;
    }

    /**
     * Replaces what the project registered.
     *
     * @return false, and nothing changed, where the project is approved
     */
    public boolean choose(Project project, Collection<Integer> dataTypeIds, UUID actorId) {
        return acts.call(() -> {
            boolean replaced = registered.replace(project.id(), dataTypeIds);
            if (replaced) {
                acts.record(event("project.datatypes_registered", project, actorId));
            }
            return replaced;
        });
    }

    /**
     * An administrator allows a project more.
     *
     * @param any its files may be of every kind
     * @param autoAdd a file that names no kind is of every registered one
     */
    public void allow(Project project, boolean any, boolean autoAdd, UUID administratorId) {
        acts.run(() -> {
            if (registered.allow(project.id(), any, autoAdd)) {
                acts.record(event("project.datatype_rules_set", project, administratorId)
                        .with("any", Boolean.toString(any))
                        .with("auto_add", Boolean.toString(autoAdd)));
            }
        });
    }

    private static AuditEvent event(String kind, Project project, UUID actorId) {
        return AuditEvent.of(kind).by(actorId).client(project.clientRowId()).with("project", project.slug());
    }
}
